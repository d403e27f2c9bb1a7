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
