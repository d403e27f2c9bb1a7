import type { History } from './history.ts';
import type { ListScorer } from './list-scorer.ts';
import { RowEntries } from './row-entries.ts';
import type { Row, RowSource } from './row-source.ts';
import { Sums } from './sums.ts';

/** Share of the item at each place of a profile, latest first: 0.8^place. The profile ends with the table. */
export const DECAY = [1, 0.8, 0.64, 0.512, 0.4096] as const;
/** Share of the sequential rules beside collaborative filtering. */
export const SEQUENCE_SHARE = 0.5;
const REASONS = 3;

/** Items that are no candidates. */
type Known = Pick<ReadonlySet<number>, 'has'>;

/**
 * Scores the items that a user's latest items speak for:
 * score = CF / max CF + ½ · SR / max SR, where CF and SR are Σ 0.8^place · (similarity, rule) over the profile,
 * similarity = pairs / √(itemCount · itemCount) and rule = sequences / √popularity of the item that follows.
 * An item without an itemCount (or popularity) has no similarity (or rule).
 * Only + × ÷ √ on integers and constants, added up in the order of the profile: the same on every machine.
 */
export class Scorer implements ListScorer {
  readonly #rows: RowSource;
  readonly #filtering = new Sums();
  readonly #rules = new Sums();
  readonly #entries = new RowEntries();
  #profile: readonly number[] = [];

  constructor(rows: RowSource) {
    this.#rows = rows;
  }

  /** Calls `visit` once for every candidate; the order means nothing. */
  score(history: History, known: Known, visit: (item: number, score: number) => void): void {
    const [filtering, rules] = [this.#filtering, this.#rules];
    filtering.clear();
    rules.clear();
    this.#profile = history.latestItems(DECAY.length);
    this.#profile.forEach((item, place) => {
      const share = DECAY[place] ?? 0;
      this.#addSimilar(item, share, known);
      this.#addFollowing(item, share, known);
    });
    for (let index = 0; index < filtering.length; index++) {
      const item = filtering.item(index);
      visit(item, this.#blend(filtering.get(item), rules.get(item)));
    }
    for (let index = 0; index < rules.length; index++) {
      const item = rules.item(index);
      if (filtering.get(item) === 0) visit(item, this.#blend(0, rules.get(item)));
    }
  }

  #addSimilar(item: number, share: number, known: Known): void {
    const { keys, counts, length } = this.#read(this.#rows.pairs(item));
    const own = this.#rows.itemCount(item);
    for (let at = 0; at < length; at++) {
      const other = keys[at] ?? 0;
      const product = own * this.#rows.itemCount(other);
      if (product === 0 || known.has(other)) continue;
      this.#filtering.add(other, share * ((counts[at] ?? 0) / Math.sqrt(product)));
    }
  }

  #addFollowing(item: number, share: number, known: Known): void {
    const { keys, counts, length } = this.#read(this.#rows.sequences(item));
    for (let at = 0; at < length; at++) {
      const next = keys[at] ?? 0;
      const popularity = this.#rows.popularity(next);
      if (popularity === 0 || known.has(next)) continue;
      this.#rules.add(next, share * ((counts[at] ?? 0) / Math.sqrt(popularity)));
    }
  }

  #read(row: Row): RowEntries {
    this.#entries.read(row);
    return this.#entries;
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
