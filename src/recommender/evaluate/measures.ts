/** Ranking quality at one length of the list; every value is a mean over the cases, except coverage. */
export interface Quality {
  /** HR@k: share of the cases whose item is among the first k. */
  readonly hitRate: number;
  /** NDCG@k with one relevant item: 1 / log2(rank + 1). */
  readonly ndcg: number;
  /** MRR@k: 1 / rank. */
  readonly mrr: number;
  /** Share of the catalogue that was recommended to anybody. */
  readonly coverage: number;
  /**
   * Mean self-information of the recommended items, −log2 of their share of the events (Vargas & Castells, RecSys
   * 2011).
   */
  readonly novelty: number;
}

/** How often each item was seen. */
export class Catalogue {
  readonly #counts = new Map<string, number>();
  #events = 0;

  add(item: string): void {
    this.#counts.set(item, (this.#counts.get(item) ?? 0) + 1);
    this.#events++;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** Bits of surprise that an item stands for. */
  surprise(item: string): number {
    return -Math.log2((this.#counts.get(item) ?? 1) / Math.max(1, this.#events));
  }
}

interface Sums {
  hits: number;
  gain: number;
  reciprocal: number;
  surprise: number;
  listed: number;
  readonly seen: Set<string>;
}

/** Adds up how well ranked lists met the item that came next. */
export class Measures {
  readonly #sums: ReadonlyMap<number, Sums>;
  cases = 0;

  constructor(lengths: readonly number[]) {
    this.#sums = new Map(
      lengths.map((k) => [k, { hits: 0, gain: 0, reciprocal: 0, surprise: 0, listed: 0, seen: new Set() }]),
    );
  }

  /** `list`: the first items of a ranking of all items; `target`: what came next. */
  add(list: readonly string[], target: string, catalogue: Catalogue): void {
    this.cases++;
    const rank = list.indexOf(target) + 1;
    for (const [k, sums] of this.#sums) {
      if (rank > 0 && rank <= k) {
        sums.hits++;
        sums.gain += 1 / Math.log2(rank + 1);
        sums.reciprocal += 1 / rank;
      }
      for (const item of list.slice(0, k)) {
        sums.seen.add(item);
        sums.surprise += catalogue.surprise(item);
        sums.listed++;
      }
    }
  }

  /** By length of the list. */
  quality(items: number): ReadonlyMap<number, Quality> {
    const mean = (sum: number, count: number) => (count === 0 ? 0 : sum / count);
    return new Map(
      [...this.#sums].map(([k, { hits, gain, reciprocal, surprise, listed, seen }]) => [
        k,
        {
          hitRate: mean(hits, this.cases),
          ndcg: mean(gain, this.cases),
          mrr: mean(reciprocal, this.cases),
          coverage: mean(seen.size, items),
          novelty: mean(surprise, listed),
        },
      ]),
    );
  }
}
