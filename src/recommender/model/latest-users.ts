/**
 * Users in the order of their latest events, at most so many: who comes in too many puts the one out who was longest
 * away.
 */
export class LatestUsers {
  readonly #limit: number;
  /** A map keeps the order in which its keys came in. */
  readonly #order = new Map<number, true>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The user has an event. Returns who has to go. */
  touch(user: number): number | undefined {
    this.#order.delete(user);
    this.#order.set(user, true);
    if (this.#order.size <= this.#limit) return undefined;
    for (const oldest of this.#order.keys()) return oldest;
    return undefined;
  }

  delete(user: number): void {
    this.#order.delete(user);
  }
}
