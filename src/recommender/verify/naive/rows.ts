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

const add = (sums: Float64Array, number: number, by: number): void => {
  sums[number] = (sums[number] ?? 0) + by;
};

function addSequences(item: string, list: readonly Placed[], sequences: Float64Array): void {
  list.forEach((first, place) => {
    if (first.item !== item) return;
    for (let distance = 1; distance <= WINDOW; distance++) {
      const next = list[place + distance];
      if (next !== undefined && next.item !== item) add(sequences, next.number, UNIT / distance);
    }
  });
}

/** The row of one item as of the log before `before`, straight from the lists of the users who had the item. */
function rowOf(timeline: Timeline, item: string, before: number): NaiveRow {
  const { items } = timeline;
  const [pairs, sequences] = [new Float64Array(items.length), new Float64Array(items.length)];
  for (const user of timeline.holders(item)) {
    const list = timeline.list(user, before);
    const rated = ratings(list);
    const own = rated.find((one) => one.item === item);
    if (own === undefined) continue;
    for (const other of rated) if (other !== own) add(pairs, other.number, Math.min(own.rating, other.rating));
    addSequences(item, list, sequences);
  }
  const named = (sums: Float64Array) =>
    new Map(items.flatMap((other, number) => (sums[number] ? [[other, sums[number]] as const] : [])));
  return { pairs: named(pairs), sequences: named(sequences) };
}

const nothing: NaiveRow = { pairs: new Map(), sequences: new Map() };

/** Rows as a declaration has them: the model of sessions keeps none. */
export function rowsOf(timeline: Timeline, model: 'items' | 'sessions' | undefined) {
  return (item: string, before: number): NaiveRow => (model === 'sessions' ? nothing : rowOf(timeline, item, before));
}
