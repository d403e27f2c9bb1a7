import { SEQUENCE_UNIT, SEQUENCE_WINDOW } from '../../src/recommender/model/counters.ts';
import type { ModelEvent } from '../../src/recommender/model/model.ts';

type Rows = Map<string, Map<string, number>>;

function add(rows: Rows, row: string, key: string, difference: number): void {
  let counts = rows.get(row);
  if (counts === undefined) {
    counts = new Map();
    rows.set(row, counts);
  }
  counts.set(key, (counts.get(key) ?? 0) + difference);
}

/**
 * The same counters as one writes them at first: rows are maps by id, lists are arrays. The yardstick of the typed
 * ones.
 */
export class MapCounters {
  readonly #limit: number;
  readonly #lists = new Map<string, { item: string; weight: number }[]>();
  readonly #ratings = new Map<string, Map<string, number>>();
  readonly itemCount = new Map<string, number>();
  readonly pairs: Rows = new Map();
  readonly sequences: Rows = new Map();

  constructor(limit: number) {
    this.#limit = limit;
  }

  learn({ user, item, weight }: ModelEvent): void {
    const list = this.#lists.get(user) ?? [];
    this.#lists.set(user, list);
    for (let distance = 1; distance <= SEQUENCE_WINDOW && distance <= list.length; distance++) {
      const before = list[list.length - distance]?.item ?? item;
      if (before !== item) add(this.sequences, before, item, SEQUENCE_UNIT / distance);
    }
    list.push({ item, weight });
    this.#rate(user, item, Math.max(weight, this.#ratings.get(user)?.get(item) ?? 0));
    if (list.length <= this.#limit) return;
    const gone = list.shift()?.item ?? item;
    for (let distance = 1; distance <= SEQUENCE_WINDOW && distance <= list.length; distance++) {
      const next = list[distance - 1]?.item ?? gone;
      if (next !== gone) add(this.sequences, gone, next, -SEQUENCE_UNIT / distance);
    }
    this.#rate(user, gone, Math.max(0, ...list.filter((one) => one.item === gone).map((one) => one.weight)));
  }

  #rate(user: string, item: string, rating: number): void {
    const ratings = this.#ratings.get(user) ?? new Map<string, number>();
    this.#ratings.set(user, ratings);
    const before = ratings.get(item) ?? 0;
    if (rating === before) return;
    this.itemCount.set(item, (this.itemCount.get(item) ?? 0) + rating - before);
    for (const [other, others] of ratings) {
      const difference = Math.min(rating, others) - Math.min(before, others);
      if (difference === 0 || other === item) continue;
      add(this.pairs, item, other, difference);
      add(this.pairs, other, item, difference);
    }
    if (rating === 0) ratings.delete(item);
    else ratings.set(item, rating);
  }
}
