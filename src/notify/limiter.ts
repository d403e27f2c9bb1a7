import type { Channel } from './spec.ts';

/**
 * Lets so many posts through in each window, which begins with its first post. What comes beyond that is held back
 * until the window is over, and is then one post.
 */
export class Limiter<T> {
  readonly #limit: Channel['atMost'];
  #began = Number.NEGATIVE_INFINITY;
  #posts = 0;
  #held: T[] = [];

  constructor(limit: Channel['atMost']) {
    this.#limit = limit;
  }

  /** Whether this one may be posted now; else it is held back. Times are milliseconds. */
  admits(one: T, now: number): boolean {
    if (this.#isOver(now) && this.#held.length === 0) this.#begin(now);
    if (this.#held.length === 0 && this.#posts < this.#limit.posts) {
      this.#posts++;
      return true;
    }
    this.#held.push(one);
    return false;
  }

  /** What was held back, once the window is over; it counts as the first post of the next one. */
  due(now: number): readonly T[] {
    if (this.#held.length === 0 || !this.#isOver(now)) return [];
    const held = this.#held;
    this.#held = [];
    this.#begin(now);
    this.#posts = 1;
    return held;
  }

  get holding(): number {
    return this.#held.length;
  }

  #isOver(now: number): boolean {
    return now - this.#began >= this.#limit.within;
  }

  #begin(now: number): void {
    this.#began = now;
    this.#posts = 0;
  }
}
