import type { History } from '../model/history.ts';
import type { Interner } from '../model/interner.ts';
import type { RowSource } from '../model/row-source.ts';
import { ItemSet } from './item-set.ts';
import type { ListScorer } from './list-scorer.ts';
import { firstOf, Ranking } from './rank.ts';
import { Scorer } from './score.ts';
import { SessionScorer } from './session-scorer.ts';

/** So many of the most popular items are looked up at a time. */
const MOST_POPULAR = 200;

export interface Recommended {
  readonly item: string;
  /** 0 for items that are there because they are popular. */
  readonly score: number;
  /** Items of the user that speak for it, the strongest first; none where popularity filled up. */
  readonly because: readonly string[];
}

/** Lists out of the counters as they are now: scored items first, popular ones where those are too few. */
export class Recommender {
  readonly #rows: RowSource;
  readonly #items: Interner;
  readonly #scorer: ListScorer;
  readonly #top: number;
  readonly #excludeKnown: boolean;
  readonly #known = new ItemSet();
  #popular: { readonly wanted: number; readonly items: readonly number[] } | undefined;

  constructor(rows: RowSource, items: Interner, options: { readonly top: number; readonly excludeKnown: boolean }) {
    this.#rows = rows;
    this.#items = items;
    this.#scorer = rows.sessions === undefined ? new Scorer(rows) : new SessionScorer(rows.sessions);
    this.#top = options.top;
    this.#excludeKnown = options.excludeKnown;
  }

  /** Must be called when the counters have changed since the last list. */
  refresh(): void {
    this.#popular = undefined;
  }

  /** The user's list: at most `top` items, best first. */
  recommend(history: History): Recommended[] {
    const known = this.#known;
    known.clear();
    if (this.#excludeKnown) history.visitKnown((item) => known.add(item));
    const ranking = new Ranking(this.#top, (item) => this.#items.name(item));
    this.#scorer.score(history, known, ranking);
    const list = ranking.best.map(({ item, score }) => ({
      item: this.#items.name(item),
      score,
      because: this.#scorer.reasons(item).map((reason) => this.#items.name(reason)),
    }));
    for (const { item } of ranking.best) known.add(item);
    return [...list, ...this.#fill(known, list.length)];
  }

  /**
   * The most popular items that are not in `taken`: by recent use where that is kept, then by itemCount, then by id.
   */
  #fill(taken: ItemSet, length: number): Recommended[] {
    const filled: Recommended[] = [];
    if (length >= this.#top) return filled;
    for (const item of this.#mostPopular(taken.size + this.#top)) {
      if (length + filled.length === this.#top) break;
      if (!taken.has(item)) filled.push({ item: this.#items.name(item), score: 0, because: [] });
    }
    return filled;
  }

  /** At least the first `count` items with events, most popular first. */
  #mostPopular(count: number): readonly number[] {
    const { size, fading } = this.#rows;
    const enough = this.#popular !== undefined && this.#popular.wanted >= count;
    if (this.#popular !== undefined && enough) return this.#popular.items;
    const counts = new Float64Array(size);
    for (let item = 0; item < size; item++) counts[item] = this.#rows.itemCount(item);
    const uses = fading?.recent?.(size);
    const before = (left: number, right: number) => {
      const difference = (uses?.[left] ?? 0) - (uses?.[right] ?? 0) || (counts[left] ?? 0) - (counts[right] ?? 0);
      return difference === 0 ? this.#items.name(left) < this.#items.name(right) : difference > 0;
    };
    const wanted = Math.max(2 * count, MOST_POPULAR);
    const items = firstOf(wanted, size, (item) => (counts[item] ?? 0) > 0, before);
    this.#popular = { wanted, items };
    return items;
  }
}
