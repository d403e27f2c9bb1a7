import type { NaiveRow } from './row.ts';
import { type Placed, ratings, type Timeline } from './timeline.ts';

const WINDOW = 10;
const UNIT = 2520;
/** Looking at a change is so much cheaper than counting a list. */
const CHEAPER = 100;

function add(sums: Map<string, number>, item: string, by: number): void {
  const sum = (sums.get(item) ?? 0) + by;
  if (sum === 0) sums.delete(item);
  else sums.set(item, sum);
}

/**
 * The row of one item, straight from the lists of the users who had the item. It stands as of one log offset; to move
 * it to another, the users whose lists changed in between are taken out whole and put in whole, or, where those are
 * many, all are counted anew.
 */
export class MovingRow implements NaiveRow {
  readonly pairs = new Map<string, number>();
  readonly sequences = new Map<string, number>();
  readonly #timeline: Timeline;
  readonly #item: string;
  #at = 0;

  constructor(timeline: Timeline, item: string) {
    this.#timeline = timeline;
    this.#item = item;
  }

  /** Counts in it. */
  get size(): number {
    return this.pairs.size + this.sequences.size;
  }

  /** To the log before `before`. */
  move(before: number): void {
    const holders = this.#timeline.holders(this.#item);
    const changed = this.#changed(holders, before);
    if (changed === undefined) {
      this.pairs.clear();
      this.sequences.clear();
    }
    for (const user of changed ?? []) this.#add(this.#timeline.list(user, this.#at), -1);
    for (const user of changed ?? holders) this.#add(this.#timeline.list(user, before), 1);
    this.#at = before;
  }

  /** Holders whose lists changed between where the row is and `before`; undefined when it is cheaper to count all. */
  #changed(holders: ReadonlySet<string>, before: number): Set<string> | undefined {
    const { changes } = this.#timeline;
    const [from, to] = [this.#at, before]
      .sort((left, right) => left - right)
      .map((at) => this.#timeline.changesBefore(at));
    if (from === undefined || to === undefined || to - from > CHEAPER * holders.size) return undefined;
    const changed = new Set<string>();
    for (let index = from; index < to; index++) {
      const user = changes[index]?.user ?? '';
      if (holders.has(user)) changed.add(user);
      if (2 * changed.size > holders.size) return undefined;
    }
    return changed;
  }

  #add(list: readonly Placed[], sign: 1 | -1): void {
    const rated = ratings(list);
    const own = rated.find((one) => one.item === this.#item);
    if (own === undefined) return;
    for (const other of rated) {
      if (other !== own) add(this.pairs, other.item, sign * Math.min(own.rating, other.rating));
    }
    list.forEach((first, place) => {
      if (first.item !== this.#item) return;
      for (let distance = 1; distance <= WINDOW; distance++) {
        const next = list[place + distance];
        if (next !== undefined && next.item !== this.#item) add(this.sequences, next.item, (sign * UNIT) / distance);
      }
    });
  }
}
