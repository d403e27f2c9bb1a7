const mask = (1n << 64n) - 1n;
const golden = 0x9e3779b97f4a7c15n;

function mix(bits: bigint): bigint {
  const first = ((bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n) & mask;
  const second = ((first ^ (first >> 27n)) * 0x94d049bb133111ebn) & mask;
  return second ^ (second >> 31n);
}

function fnv1a(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & mask;
  return hash;
}

/** Uniform whole numbers below a bound: the dice of number `n` for `purpose` (docs/datagen.md, "Randomness"). */
function dice(seed: number, purpose: string, n: number): (bound: number) => number {
  const key = mix(mix(BigInt.asUintN(64, BigInt(seed))) ^ fnv1a(purpose));
  let state = mix(key ^ mix(BigInt.asUintN(64, BigInt(n))));
  return (bound) => {
    state = (state + golden) & mask;
    return Number(((mix(state) >> 1n) * (BigInt(bound) << 1n)) >> 64n);
  };
}

/** What the `taste` of a datagen source's item field says. */
export interface TasteOfItems {
  readonly seed: number;
  /** Name of the item field. */
  readonly field: string;
  readonly clusters: number;
  readonly preferred: number;
}

/** The clusters that the user with this number prefers, in the order in which they are drawn. */
export function preferredClusters(taste: TasteOfItems, user: number): number[] {
  const below = dice(taste.seed, `taste:${taste.field}`, user);
  const chosen: number[] = [];
  for (let taken = 0; taken < taste.preferred; taken++) {
    const limit = taste.clusters - taste.preferred + taken;
    const drawn = below(limit + 1);
    chosen.push(chosen.includes(drawn) ? limit : drawn);
  }
  return chosen;
}

/** The cluster of an item: its place in the catalogue `[first, …]` modulo the number of clusters. */
export const clusterOf = (taste: TasteOfItems, first: number, item: number): number => (item - first) % taste.clusters;
