export interface Ranked {
  readonly item: number;
  readonly score: number;
}

/**
 * The best `count` of what was offered: higher score first, equal scores by item id (code units), so that the order
 * depends on nothing but the offers themselves.
 */
export class Ranking {
  readonly best: Ranked[] = [];
  /** Who scores less is not among the best: there is no need to offer it. */
  least = Number.NEGATIVE_INFINITY;
  readonly #count: number;
  readonly #name: (item: number) => string;

  constructor(count: number, name: (item: number) => string) {
    this.#count = count;
    this.#name = name;
  }

  offer(item: number, score: number): void {
    const { best } = this;
    let at = best.length;
    for (let above = best[at - 1]; above !== undefined && this.#before(item, score, above); above = best[at - 1]) at--;
    if (at === this.#count) return;
    best.splice(at, 0, { item, score });
    if (best.length > this.#count) best.pop();
    if (best.length === this.#count) this.least = best.at(-1)?.score ?? this.least;
  }

  #before(item: number, score: number, other: Ranked): boolean {
    if (score !== other.score) return score > other.score;
    return this.#name(item) < this.#name(other.item);
  }
}

/**
 * The first `count` of the numbers below `size` that are `offered`, in the order that `before` says, without sorting
 * all.
 */
export function firstOf(
  count: number,
  size: number,
  offered: (item: number) => boolean,
  before: (left: number, right: number) => boolean,
): number[] {
  const first: number[] = [];
  for (let item = 0; item < size; item++) {
    const last = first.at(-1);
    if (!offered(item) || (first.length === count && last !== undefined && !before(item, last))) continue;
    let [low, high] = [0, first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(item, first[middle] ?? -1)) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}
