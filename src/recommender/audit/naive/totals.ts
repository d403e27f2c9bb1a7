import { type Placed, ratings, type Timeline } from './timeline.ts';

/** How much an item was used: events on it, and Σ r(u, item). */
export interface Total {
  readonly popularity: number;
  readonly itemCount: number;
}

/**
 * popularity and itemCount of every item as of a log offset: the users whose lists changed since the offset that was
 * asked for last are taken out whole and put in whole.
 */
export class Totals {
  readonly #timeline: Timeline;
  readonly #counted = new Map<string, readonly Placed[]>();
  readonly #totals = new Map<string, Total>();
  readonly #holders = new Map<string, number>();
  #events = 0;
  #ratings = 0;
  /** Index of the first change that is not in the totals. */
  #next = 0;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** By item, as of the log before `before`; valid until the next call. */
  at(before: number): ReadonlyMap<string, Total> {
    const { changes } = this.#timeline;
    const changed = new Set<string>();
    const placeOf = (index: number) => changes[index]?.at ?? Number.POSITIVE_INFINITY;
    for (; placeOf(this.#next) < before; this.#next++) changed.add(changes[this.#next]?.user ?? '');
    for (; this.#next > 0 && placeOf(this.#next - 1) >= before; this.#next--) {
      changed.add(changes[this.#next - 1]?.user ?? '');
    }
    for (const user of changed) {
      const list = this.#timeline.list(user, before);
      this.#add(this.#counted.get(user) ?? [], -1);
      this.#add(list, 1);
      if (list.length > 0) this.#counted.set(user, list);
      else this.#counted.delete(user);
    }
    return this.#totals;
  }

  /** Users whose lists have the item, as of the last call. */
  holders(item: string): number {
    return this.#holders.get(item) ?? 0;
  }

  /** Users with events, as of the last call. */
  get users(): number {
    return this.#counted.size;
  }

  /** Σ popularity, as of the last call. */
  get events(): number {
    return this.#events;
  }

  /** Σ itemCount, as of the last call. */
  get ratings(): number {
    return this.#ratings;
  }

  /** The lists of all users with events, as of the last call. */
  get lists(): Iterable<readonly Placed[]> {
    return this.#counted.values();
  }

  #add(list: readonly Placed[], sign: 1 | -1): void {
    const events = new Map<string, number>();
    this.#events += sign * list.length;
    for (const { item } of list) events.set(item, (events.get(item) ?? 0) + 1);
    for (const { item, rating } of ratings(list)) {
      this.#ratings += sign * rating;
      this.#holders.set(item, this.holders(item) + sign);
      const before = this.#totals.get(item) ?? { popularity: 0, itemCount: 0 };
      const popularity = before.popularity + sign * (events.get(item) ?? 0);
      if (popularity === 0) this.#totals.delete(item);
      else this.#totals.set(item, { popularity, itemCount: before.itemCount + sign * rating });
    }
  }
}
