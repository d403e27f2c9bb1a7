import { remaining } from '../model/decay.ts';
import type { History } from '../model/history.ts';
import { Neighbours } from '../model/neighbours.ts';
import { RowEntries } from '../model/row-entries.ts';
import type { Entries, Row, RowSource } from '../model/row-source.ts';
import type { ListScorer } from './list-scorer.ts';
import type { Ranking } from './rank.ts';
import { Sums } from './sums.ts';

/**
 * Share of the item at each place of a profile, latest first: 0.8^place, in decimals. The profile ends with the table.
 */
export const DECAY = [1, 0.8, 0.64, 0.512, 0.4096, 0.32768, 0.262144, 0.2097152, 0.16777216, 0.134217728] as const;
/** Share of the sequential rules beside collaborative filtering. */
const SEQUENCE_SHARE = 0.5;
/** How much of what chance alone would count is taken off the counts. */
const CHANCE = 0.375;
/** What one event adds to sequences: Σ 2520 / d over d = 1 … 10. */
const SEQUENCES_PER_EVENT = 7381;
const REASONS = 3;

/**
 * Used by one list after the other, whoever makes it: room of its own for each answer would be half of an answer's
 * time.
 */
const room = { filtering: new Sums(), rules: new Sums(), entries: new RowEntries() };

/** Items that are no candidates. */
type Known = Pick<ReadonlySet<number>, 'has'>;

/**
 * Scores the items that a user's latest items speak for: score = CF / max CF + ½ · SR / max SR, where CF and SR are Σ
 * 0.8^place · (similarity, rule) over the profile, similarity = (pairs − ⅜ · chance) / √(itemCount · itemCount) and
 * rule = (sequences − ⅜ · chance) / √popularity of the item that follows, as far as those are above 0. Chance is what
 * the two items would have in common if nobody had a taste: it is what keeps items that everybody takes out of the
 * lists of those whom they say nothing about. Where profiles fade, an item's weight is halved for each half-life since
 * its latest event. Only + − × ÷ √ on integers and constants, in a fixed order: the same on every machine.
 */
export class Scorer implements ListScorer {
  readonly #rows: RowSource;
  readonly #filtering = room.filtering;
  readonly #rules = room.rules;
  readonly #entries = room.entries;
  /** How much each of the profile's items speaks for one candidate, by place. */
  readonly #strengths = new Float64Array(DECAY.length);
  #profile: readonly number[] = [];
  /**
   * By place: the item's share, and what chance alone would count with it. In arrays: passing fractions on takes
   * memory.
   */
  readonly #shares = new Float64Array(DECAY.length);
  readonly #pairsByChance = new Float64Array(DECAY.length);
  readonly #sequencesByChance = new Float64Array(DECAY.length);

  constructor(rows: RowSource) {
    this.#rows = rows;
  }

  score(history: History, known: Known, ranking: Pick<Ranking, 'least' | 'offer'>): void {
    const [filtering, rules] = [this.#filtering, this.#rules];
    filtering.clear();
    rules.clear();
    this.#profile = history.latestItems(DECAY.length);
    for (const [place, item] of this.#profile.entries()) {
      this.#shares[place] = (DECAY[place] ?? 0) * this.#remaining(history, item);
      this.#pairsByChance[place] = this.#chanceOfPairs(item);
      this.#sequencesByChance[place] = this.#chanceOfSequences(item);
      if (this.#shares[place] === 0) continue;
      this.#addSimilar(item, place, known);
      this.#addFollowing(item, place, known);
    }
    for (let index = 0; index < filtering.length; index++) {
      const item = filtering.item(index);
      const score = this.#blend(filtering.get(item), rules.get(item));
      if (score >= ranking.least) ranking.offer(item, score);
    }
    for (let index = 0; index < rules.length; index++) {
      const item = rules.item(index);
      const score = filtering.get(item) === 0 ? this.#blend(0, rules.get(item)) : 0;
      if (score > 0 && score >= ranking.least) ranking.offer(item, score);
    }
  }

  #remaining(history: History, item: number): number {
    const { profile, now = 0 } = this.#rows.fading ?? {};
    return profile === undefined ? 1 : remaining(history.latestTime(item), now, profile);
  }

  #addSimilar(item: number, place: number, known: Known): void {
    const { keys, counts, length } = this.#read(this.#rows.pairs(item));
    const share = this.#shares[place] ?? 0;
    const chance = this.#pairsByChance[place] ?? 0;
    const own = this.#rows.itemCount(item);
    for (let at = 0; at < length; at++) {
      const other = keys[at] ?? 0;
      const count = this.#rows.itemCount(other);
      const excess = (counts[at] ?? 0) - chance * count;
      if (own === 0 || count === 0 || excess <= 0 || known.has(other)) continue;
      this.#filtering.add(other, share * (excess / Math.sqrt(own * count)));
    }
  }

  #addFollowing(item: number, place: number, known: Known): void {
    const { keys, counts, length } = this.#read(this.#rows.sequences(item));
    const share = this.#shares[place] ?? 0;
    const chance = this.#sequencesByChance[place] ?? 0;
    for (let at = 0; at < length; at++) {
      const next = keys[at] ?? 0;
      const popularity = this.#rows.popularity(next);
      const excess = (counts[at] ?? 0) - chance * popularity;
      if (popularity === 0 || excess <= 0 || known.has(next)) continue;
      this.#rules.add(next, share * (excess / Math.sqrt(popularity)));
    }
  }

  #read(row: Row): Entries {
    return row instanceof Neighbours ? row.entries : this.#entries.take(row);
  }

  /** The profile's items that speak most for `candidate` of the last `score`, the strongest first, at most three. */
  reasons(candidate: number): number[] {
    const strengths = this.#strengths;
    for (let place = 0; place < this.#profile.length; place++) {
      const share = this.#shares[place] ?? 0;
      strengths[place] = this.#blend(share * this.#similarity(place, candidate), share * this.#rule(place, candidate));
    }
    const strongest: number[] = [];
    for (let place = this.#strongest(); place >= 0 && strongest.length < REASONS; place = this.#strongest()) {
      strongest.push(this.#profile[place] ?? -1);
      strengths[place] = 0;
    }
    return strongest;
  }

  /** The place of the greatest strength, the first of equal ones; −1 where none is above 0. */
  #strongest(): number {
    let strongest = -1;
    for (let place = 0; place < this.#profile.length; place++) {
      const most = strongest < 0 ? 0 : (this.#strengths[strongest] ?? 0);
      if ((this.#strengths[place] ?? 0) > most) strongest = place;
    }
    return strongest;
  }

  /** ⅜ of what `pairs` of this item with another would be by chance, per itemCount of the other. */
  #chanceOfPairs(item: number): number {
    const { users, itemCount, popularity } = this.#rows.totals;
    return itemCount === 0 ? 0 : (CHANCE * this.#rows.itemCount(item) * (popularity / users)) / itemCount;
  }

  /** ⅜ of what `sequences` from this item to another would be by chance, per popularity of the other. */
  #chanceOfSequences(item: number): number {
    const { popularity } = this.#rows.totals;
    return popularity === 0 ? 0 : (CHANCE * this.#rows.popularity(item) * SEQUENCES_PER_EVENT) / popularity;
  }

  #similarity(place: number, other: number): number {
    const item = this.#profile[place] ?? -1;
    const own = this.#rows.itemCount(item);
    const count = this.#rows.itemCount(other);
    const excess = this.#rows.pairs(item).get(other) - (this.#pairsByChance[place] ?? 0) * count;
    return own === 0 || count === 0 || excess <= 0 ? 0 : excess / Math.sqrt(own * count);
  }

  #rule(place: number, next: number): number {
    const popularity = this.#rows.popularity(next);
    const excess =
      this.#rows.sequences(this.#profile[place] ?? -1).get(next) - (this.#sequencesByChance[place] ?? 0) * popularity;
    return popularity === 0 || excess <= 0 ? 0 : excess / Math.sqrt(popularity);
  }

  #blend(filtering: number, rules: number): number {
    const { maximum } = this.#filtering;
    const { maximum: best } = this.#rules;
    return (maximum === 0 ? 0 : filtering / maximum) + (best === 0 ? 0 : (SEQUENCE_SHARE * rules) / best);
  }
}
