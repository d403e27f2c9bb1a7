/**
 * A set of item numbers that is cleared at once and asked without hashing: each item has the round it was last added
 * in.
 */
export class ItemSet {
  #rounds = new Int32Array(1024);
  #round = 1;
  #size = 0;

  /** How many items are in it. */
  get size(): number {
    return this.#size;
  }

  clear(): void {
    this.#size = 0;
    this.#round++;
    if (this.#round < 2 ** 31 - 1) return;
    this.#rounds.fill(0);
    this.#round = 1;
  }

  add(item: number): void {
    if (item >= this.#rounds.length) {
      const grown = new Int32Array(2 * item);
      grown.set(this.#rounds);
      this.#rounds = grown;
    }
    if (this.#rounds[item] !== this.#round) this.#size++;
    this.#rounds[item] = this.#round;
  }

  has(item: number): boolean {
    return this.#rounds[item] === this.#round;
  }
}
