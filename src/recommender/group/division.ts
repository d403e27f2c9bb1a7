/** What an instance tells of itself when it joins. */
export interface Instance {
  /** The group's name of the member. */
  readonly member: string;
  /** A name of its own, for people and for its files. */
  readonly id: string;
  /** `host:port` of its HTTP server. */
  readonly address: string;
  /** When it started, milliseconds since the epoch. */
  readonly since: number;
  /** What it has now. */
  readonly leads: boolean;
  readonly shards: readonly number[];
  readonly partitions: readonly number[];
}

/** What one instance does. */
export interface Share {
  readonly member: string;
  readonly id: string;
  readonly address: string;
  /** Whether it writes the log. Exactly one does. */
  readonly leads: boolean;
  /** Shards whose rows it keeps. */
  readonly shards: readonly number[];
  /** Partitions of the recommendations topic whose users' lists it writes. */
  readonly partitions: readonly number[];
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/**
 * Gives every one of `count` things to an owner, the numbers of two owners at most one apart, moving as few as that
 * allows.
 */
function deal(count: number, had: readonly (readonly number[])[]): number[][] {
  const free = new Set(numbers(count));
  const most = Math.ceil(count / had.length);
  /** How many owners may have one more than the others. */
  let larger = count - Math.floor(count / had.length) * had.length;
  const dealt = had.map((own) => {
    const kept = own.filter((thing) => free.delete(thing));
    const surplus = kept.splice(most);
    if (kept.length === most && count % had.length !== 0 && larger-- <= 0) surplus.push(...kept.splice(most - 1));
    for (const thing of surplus) free.add(thing);
    return kept;
  });
  for (const thing of free) {
    const least = dealt.reduce((poorest, own) => (own.length < poorest.length ? own : poorest));
    least.push(thing);
  }
  return dealt.map((own) => own.sort((a, b) => a - b));
}

/**
 * Divides the work among the instances: one leads, shards and partitions are dealt evenly, and who has something keeps
 * it where that stays even. The same for the same instances in any order.
 */
export function divide(instances: readonly Instance[], shards: number, partitions: number): Share[] {
  const ordered = [...instances].sort((a, b) => a.since - b.since || (a.member < b.member ? -1 : 1));
  const leader = ordered.find(({ leads }) => leads) ?? ordered[0];
  const shardsOf = deal(
    shards,
    ordered.map((instance) => instance.shards),
  );
  const partitionsOf = deal(
    partitions,
    ordered.map((instance) => instance.partitions),
  );
  return ordered.map((instance, index) => ({
    member: instance.member,
    id: instance.id,
    address: instance.address,
    leads: instance === leader,
    shards: shardsOf[index] ?? [],
    partitions: partitionsOf[index] ?? [],
  }));
}
