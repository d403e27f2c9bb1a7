/**
 * The sessions that an item is in, the latest touched last. Entries of sessions that were touched again later are
 * stale.
 */
export class Posting {
  /** Session, touch, session, touch, … */
  #entries = new Float64Array(8);
  #length = 0;

  /** `limit`: how many sessions must be kept; `lastTouch`: the touch of a session that is its latest. */
  add(session: number, touch: number, limit: number, lastTouch: (session: number) => number): void {
    if (2 * this.#length === this.#entries.length) this.#makeRoom(limit, lastTouch);
    this.#entries[2 * this.#length] = session;
    this.#entries[2 * this.#length + 1] = touch;
    this.#length++;
  }

  /** Writes the latest touched sessions into `into`, latest first, at most `limit`; returns how many. */
  latest(limit: number, into: Int32Array, lastTouch: (session: number) => number): number {
    let found = 0;
    for (let at = this.#length - 1; at >= 0 && found < limit; at--) {
      const session = this.#entries[2 * at] ?? 0;
      if (this.#entries[2 * at + 1] === lastTouch(session)) into[found++] = session;
    }
    return found;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Twice as many as are needed stay, so that sessions may be forgotten before the item's list has to be made anew. */
  #makeRoom(limit: number, lastTouch: (session: number) => number): void {
    const kept = new Int32Array(Math.min(2 * limit, this.#length));
    const length = this.latest(kept.length, kept, lastTouch);
    this.#entries = new Float64Array(Math.max(8, 4 * length));
    for (let at = 0; at < length; at++) {
      const session = kept[length - 1 - at] ?? 0;
      this.#entries[2 * at] = session;
      this.#entries[2 * at + 1] = lastTouch(session);
    }
    this.#length = length;
  }
}
