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
  readonly #count: number;
  readonly #name: (item: number) => string;

  constructor(count: number, name: (item: number) => string) {
    this.#count = count;
    this.#name = name;
  }

  offer(item: number, score: number): void {
    const last = this.best.at(-1);
    if (this.best.length === this.#count && last !== undefined && !this.#before({ item, score }, last)) return;
    let at = this.best.length;
    for (let above = this.best[at - 1]; above !== undefined && this.#before({ item, score }, above); ) {
      at--;
      above = this.best[at - 1];
    }
    this.best.splice(at, 0, { item, score });
    if (this.best.length > this.#count) this.best.pop();
  }

  #before(left: Ranked, right: Ranked): boolean {
    if (left.score !== right.score) return left.score > right.score;
    return this.#name(left.item) < this.#name(right.item);
  }
}

/** The first `count` of the numbers below `size` that are `offered`, in the order that `before` says, without sorting all. */
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
