import { type Placed, ratings, type Timeline } from './timeline.ts';

const WINDOW = 10;
const UNIT = 2520;

/** What is counted about one item together with others, by the other item. */
export interface NaiveRow {
  /** Σ over users of min(r(u, item), r(u, other)). */
  readonly pairs: ReadonlyMap<string, number>;
  /** Σ 2520 / distance over events on other that follow an event on item within 10 events. */
  readonly sequences: ReadonlyMap<string, number>;
}

const bump = (counts: Map<string, number>, key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by);

function addSequences(item: string, list: readonly Placed[], sequences: Map<string, number>): void {
  list.forEach((first, place) => {
    if (first.item !== item) return;
    for (let distance = 1; distance <= WINDOW; distance++) {
      const next = list[place + distance]?.item;
      if (next !== undefined && next !== item) bump(sequences, next, UNIT / distance);
    }
  });
}

/** The row of one item as of the log before `before`, straight from the lists of the users who had the item. */
export function rowOf(timeline: Timeline, item: string, before: number): NaiveRow {
  const [pairs, sequences] = [new Map<string, number>(), new Map<string, number>()];
  for (const user of timeline.holders(item)) {
    const list = timeline.list(user, before);
    const rated = ratings(list);
    const own = rated.get(item);
    if (own === undefined) continue;
    for (const [other, rating] of rated) if (other !== item) bump(pairs, other, Math.min(own, rating));
    addSequences(item, list, sequences);
  }
  return { pairs, sequences };
}
