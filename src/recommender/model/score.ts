import type { History } from './history.ts';
import type { RowSource } from './row-source.ts';

/** Share of the item at each place of a profile, latest first: 0.8^place. The profile ends with the table. */
export const DECAY = [1, 0.8, 0.64, 0.512, 0.4096] as const;
/** Share of the sequential rules beside collaborative filtering. */
export const SEQUENCE_SHARE = 0.5;
const REASONS = 3;

/** Sums per item of one model, and their maximum; zeroed by the items that were touched, so that it is cheap to reuse. */
class Sums {
  #values = new Float64Array(1024);
  readonly items: number[] = [];
  maximum = 0;

  add(item: number, value: number): void {
    if (item >= this.#values.length) {
      const grown = new Float64Array(2 * item);
      grown.set(this.#values);
      this.#values = grown;
    }
    if (value === 0) return;
    const before = this.#values[item] ?? 0;
    if (before === 0) this.items.push(item);
    this.#values[item] = before + value;
    if (before + value > this.maximum) this.maximum = before + value;
  }

  get(item: number): number {
    return this.#values[item] ?? 0;
  }

  clear(): void {
    for (const item of this.items) this.#values[item] = 0;
    this.items.length = 0;
    this.maximum = 0;
  }
}

/**
 * Scores the items that a user's latest items speak for:
 * score = CF / max CF + ½ · SR / max SR, where CF and SR are Σ 0.8^place · (similarity, rule) over the profile,
 * similarity = pairs / √(itemCount · itemCount) and rule = sequences / √popularity of the item that follows.
 * An item without an itemCount (or popularity) has no similarity (or rule).
 * Only + × ÷ √ on integers and constants, added up in the order of the profile: the same on every machine.
 */
export class Scorer {
  readonly #rows: RowSource;
  readonly #filtering = new Sums();
  readonly #rules = new Sums();
  #profile: readonly number[] = [];

  constructor(rows: RowSource) {
    this.#rows = rows;
  }

  /** Calls `visit` once for every candidate; the order means nothing. */
  score(history: History, known: ReadonlySet<number>, visit: (item: number, score: number) => void): void {
    const [filtering, rules] = [this.#filtering, this.#rules];
    filtering.clear();
    rules.clear();
    this.#profile = history.latestItems(DECAY.length);
    this.#profile.forEach((item, place) => {
      const share = DECAY[place] ?? 0;
      this.#rows.pairs(item).visit((other, pairs) => {
        if (!known.has(other)) filtering.add(other, share * this.#similarity(item, other, pairs));
      });
      this.#rows.sequences(item).visit((next, sequences) => {
        if (!known.has(next)) rules.add(next, share * this.#rule(next, sequences));
      });
    });
    for (const item of filtering.items) visit(item, this.#blend(filtering.get(item), rules.get(item)));
    for (const item of rules.items) if (filtering.get(item) === 0) visit(item, this.#blend(0, rules.get(item)));
  }

  /** The profile's items that speak most for `candidate` of the last `score`, the strongest first, at most three. */
  reasons(candidate: number): number[] {
    return this.#profile
      .map((item, place) => {
        const pairs = this.#rows.pairs(item).get(candidate);
        const sequences = this.#rows.sequences(item).get(candidate);
        const share = DECAY[place] ?? 0;
        const filtering = pairs === 0 ? 0 : share * this.#similarity(item, candidate, pairs);
        const rules = sequences === 0 ? 0 : share * this.#rule(candidate, sequences);
        return { item, place, strength: this.#blend(filtering, rules) };
      })
      .filter(({ strength }) => strength > 0)
      .sort((left, right) => right.strength - left.strength || left.place - right.place)
      .slice(0, REASONS)
      .map(({ item }) => item);
  }

  #similarity(item: number, other: number, pairs: number): number {
    const product = this.#rows.itemCount(item) * this.#rows.itemCount(other);
    return product === 0 ? 0 : pairs / Math.sqrt(product);
  }

  #rule(next: number, sequences: number): number {
    const popularity = this.#rows.popularity(next);
    return popularity === 0 ? 0 : sequences / Math.sqrt(popularity);
  }

  #blend(filtering: number, rules: number): number {
    const { maximum } = this.#filtering;
    const { maximum: best } = this.#rules;
    return (maximum === 0 ? 0 : filtering / maximum) + (best === 0 ? 0 : (SEQUENCE_SHARE * rules) / best);
  }
}
