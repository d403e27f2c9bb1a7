import type { NaiveRecommendation } from './list.ts';
import type { Placed, Timeline } from './timeline.ts';

const RECENT = 500;
const NEIGHBOURS = 100;
const REACH = 10;
const REASONS = 3;
/** 65,536 · log2(e): what an item that every session has weighs. */
const ONE = 94_548;

const logarithms = new Map<number, number>();

/** ⌊65,536 · log2(n)⌋, exactly: one less than the number of binary digits of n^65536. */
export function logarithm(n: number): number {
  const known = logarithms.get(n);
  if (known !== undefined) return known;
  const power = n < 2 ? '1' : (BigInt(n) ** 65_536n).toString(16);
  const digits = 4 * (power.length - 1) + Number.parseInt(power.charAt(0), 16).toString(2).length;
  logarithms.set(n, digits - 1);
  return digits - 1;
}

/** How many events before the end of a list each item last stands. */
function backs(list: readonly Placed[]): Map<string, number> {
  return new Map(list.map(({ item }, place) => [item, list.length - 1 - place] as const));
}

interface Neighbour {
  readonly list: readonly Placed[];
  readonly items: ReadonlySet<string>;
  readonly latest: number;
  readonly similarity: number;
  readonly nearness: number;
}

function neighboursOf(user: string, before: number, timeline: Timeline): Neighbour[] {
  const own = timeline.list(user, before);
  const back = backs(own);
  const others = new Set([...back.keys()].flatMap((item) => [...timeline.holders(item)]));
  others.delete(user);
  const all = [...others].flatMap((other): Neighbour[] => {
    const list = timeline.list(other, before);
    const items = new Set(list.map(({ item }) => item));
    const shared = [...back].filter(([item]) => items.has(item)).map(([, places]) => places);
    if (shared.length === 0) return [];
    const similarity = shared.reduce((sum, places) => sum + own.length - places, 0);
    const nearness = Math.max(0, REACH - 1 - Math.min(...shared));
    return [{ list, items, latest: list.at(-1)?.order ?? -1, similarity, nearness }];
  });
  const latest = all.sort((left, right) => right.latest - left.latest).slice(0, RECENT);
  return latest.sort((a, b) => b.similarity - a.similarity || b.latest - a.latest).slice(0, NEIGHBOURS);
}

/** How rare an item is among the lists of all users but the one who has `own`. */
function rarityIn(own: readonly Placed[], use: Use): (item: string) => number {
  const others = logarithm(use.users - (own.length > 0 ? 1 : 0));
  return (item) => {
    const held = use.holders(item) - (own.some((event) => event.item === item) ? 1 : 0);
    const rarity = others - logarithm(held);
    return rarity > 0 ? rarity : ONE;
  };
}

/** How many users have events, and how many of them on an item, as of the log offset. */
export interface Use {
  readonly users: number;
  holders(item: string): number;
}

/**
 * What sessions like the user's had besides, by the definition of VMIS-kNN in docs/recommender.md, best first, unsorted
 * among equals.
 */
export function sessionCandidates(
  user: string,
  before: number,
  timeline: Timeline,
  without: ReadonlySet<string>,
  use: Use,
): NaiveRecommendation[] {
  const own = timeline.list(user, before);
  const neighbours = neighboursOf(user, before, timeline);
  const rarity = rarityIn(own, use);
  const last = own.at(-1)?.item;
  const candidates = new Set(neighbours.flatMap(({ nearness, items }) => (nearness > 0 ? [...items] : [])));
  const scored = [...candidates]
    .filter((item) => item !== last && !without.has(item))
    .map((item) => {
      const holders = neighbours.filter(({ items }) => items.has(item));
      const sum = holders.reduce((total, { similarity, nearness }) => total + similarity * nearness, 0);
      return { item, score: sum * rarity(item), because: reasons(own, holders) };
    });
  const most = Math.max(0, ...scored.map(({ score }) => score));
  return scored.map(({ score, ...rest }) => ({ ...rest, score: score / most }));
}

function reasons(own: readonly Placed[], holders: readonly Neighbour[]): string[] {
  const back = backs(own);
  return [...back]
    .map(([item, places]) => {
      const shared = holders.filter(({ items }) => items.has(item));
      return { item, places, strength: shared.reduce((sum, { nearness }) => sum + nearness * (back.size - places), 0) };
    })
    .filter(({ strength }) => strength > 0)
    .sort((left, right) => right.strength - left.strength || left.places - right.places)
    .slice(0, REASONS)
    .map(({ item }) => item);
}
