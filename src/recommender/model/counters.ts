import { CountRows } from './count-rows.ts';
import type { RecentUse } from './decay.ts';
import type { History } from './history.ts';
import type { Shards } from './shards.ts';

/** How far back an event is a rule's left side, and the common multiple that keeps 1/distance an integer. */
export const SEQUENCE_WINDOW = 10;
export const SEQUENCE_UNIT = 2520;

/**
 * The integer counters of item-based collaborative filtering (TencentRec, SIGMOD 2015) and of sequential rules. Each is
 * a function of the users' capped event lists alone: an event adds differences, an event that leaves a list takes its
 * share away again.
 *
 * - `popularity(i)`: events on i.
 * - `itemCount(i)` = Σ over users of r(u, i); `pairs(i, j)` = Σ min(r(u, i), r(u, j)), kept in both rows.
 * - `sequences(i, j)` = Σ 2520 / d over the events on j that follow an event on i at distance d ≤ 10, i ≠ j.
 *
 * Rows are kept only for items of the shards that this instance holds; `popularity` and `itemCount` for all.
 */
export class Counters {
  readonly popularity: number[] = [];
  readonly itemCount: number[] = [];
  /** Users with events that count. */
  users = 0;
  itemCountTotal = 0;
  popularityTotal = 0;
  readonly pairs: CountRows;
  readonly sequences: CountRows;
  readonly #limit: number;
  readonly #shards: Shards;
  readonly #rows: boolean;
  readonly #recent: RecentUse | undefined;

  /**
   * `limit`: events a history holds at most; `rows`: whether pairs and sequences are counted; `recent` follows the same
   * events; `neighbours`: how many counts of a row lists are made of.
   */
  constructor(limit: number, shards: Shards, rows: boolean, recent: RecentUse | undefined, neighbours?: number) {
    this.#limit = limit;
    this.#shards = shards;
    this.#rows = rows;
    this.#recent = recent;
    this.pairs = new CountRows(neighbours);
    this.sequences = new CountRows(neighbours);
  }

  /** Counts one event of the user whose list is `history`. */
  learn(history: History, item: number, weight: number, time: number): void {
    while (this.popularity.length <= item) {
      this.popularity.push(0);
      this.itemCount.push(0);
    }
    const { length } = history;
    for (let distance = 1; distance <= SEQUENCE_WINDOW && distance <= length; distance++) {
      this.#follow(history.item(length - distance), item, SEQUENCE_UNIT / distance);
    }
    if (length === 0) this.users++;
    history.append(item, weight, time);
    this.#use(item, time, 1);
    const index = history.indexOf(item);
    if (index < 0 || weight > history.rating(index)) this.#rate(history, index, item, weight);
    if (history.length > this.#limit) this.#forgetOldest(history);
  }

  /** Takes up what was counted of the items before, in the order of their numbers, from the lists of all users. */
  restore(
    items: Iterable<{ readonly popularity: number; readonly itemCount: number }>,
    histories: Iterable<History>,
  ): void {
    for (const { popularity, itemCount } of items) {
      this.popularity.push(popularity);
      this.itemCount.push(itemCount);
      this.popularityTotal += popularity;
      this.itemCountTotal += itemCount;
    }
    for (const history of histories) {
      if (history.length > 0) this.users++;
      for (let index = 0; index < history.length; index++) {
        this.#recent?.add(history.item(index), history.timeOf(index), 1);
      }
    }
  }

  /** Takes everything away again that the events of a list count; it is empty then. */
  retract(history: History): void {
    while (history.length > 0) this.#forgetOldest(history);
  }

  /** Takes the rows of an item over. */
  adopt(item: number, from: Counters): void {
    this.pairs.adopt(item, from.pairs);
    this.sequences.adopt(item, from.sequences);
  }

  /** Drops the rows of an item. */
  drop(item: number): void {
    this.pairs.drop(item);
    this.sequences.drop(item);
  }

  #forgetOldest(history: History): void {
    const item = history.item(0);
    for (let distance = 1; distance <= SEQUENCE_WINDOW && distance < history.length; distance++) {
      this.#follow(item, history.item(distance), -SEQUENCE_UNIT / distance);
    }
    this.#use(item, history.timeOf(0), -1);
    history.dropOldest();
    if (history.length === 0) this.users--;
    this.#rate(history, history.indexOf(item), item, history.largestWeight(item));
  }

  #use(item: number, time: number, difference: number): void {
    this.popularity[item] = (this.popularity[item] ?? 0) + difference;
    this.popularityTotal += difference;
    this.#recent?.add(item, time, difference);
  }

  #follow(before: number, item: number, difference: number): void {
    if (this.#rows && before !== item && this.#shards.counts(before)) this.sequences.add(before, item, difference);
  }

  /** Changes r(user, item), of the distinct item at `index`, and every count it stands in. */
  #rate(history: History, index: number, item: number, rating: number): void {
    const before = index < 0 ? 0 : history.rating(index);
    if (rating === before) return;
    this.itemCount[item] = (this.itemCount[item] ?? 0) + rating - before;
    this.itemCountTotal += rating - before;
    const counts = this.#shards.counts(item);
    for (let at = 0; this.#rows && at < history.distinctLength; at++) {
      const others = history.rating(at);
      const difference = Math.min(rating, others) - Math.min(before, others);
      if (difference === 0 || at === index) continue;
      const other = history.distinctItem(at);
      if (counts) this.pairs.add(item, other, difference);
      if (this.#shards.counts(other)) this.pairs.add(other, item, difference);
    }
    history.rate(index, item, rating);
  }
}
