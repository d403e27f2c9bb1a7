/** So many changes wait at most. */
const MOST = 1 << 18;
const FEWEST = 1 << 10;

/** Where changes are made. */
export type MakeChange = (row: number, key: number, difference: number) => void;

/**
 * Changes of counts that were not made yet. One event changes about a hundred rows, each in another place of memory, and most of
 * the time would go into fetching them; with many changes at hand all of a row are made while it is near.
 */
export class WaitingChanges {
  #rows = new Int32Array(FEWEST);
  #keys = new Int32Array(FEWEST);
  #differences = new Int32Array(FEWEST);
  #length = 0;
  #largestRow = -1;

  get isFull(): boolean {
    return this.#length === MOST;
  }

  /** Keeps a change whose difference has 32 bits; never when it is full. */
  push(row: number, key: number, difference: number): void {
    if (this.#length === this.#rows.length) this.#grow();
    const at = this.#length++;
    this.#rows[at] = row;
    this.#keys[at] = key;
    this.#differences[at] = difference;
    if (row > this.#largestRow) this.#largestRow = row;
  }

  /** Hands out all changes; none waits any longer. Row by row when they are many for that. */
  take(make: MakeChange): void {
    const order = this.#length > this.#largestRow ? this.#byRow() : undefined;
    for (let place = 0; place < this.#length; place++) {
      const at = order?.[place] ?? place;
      make(this.#rows[at] ?? 0, this.#keys[at] ?? 0, this.#differences[at] ?? 0);
    }
    this.#length = 0;
    this.#largestRow = -1;
  }

  /** A counting sort. */
  #byRow(): Int32Array {
    const rows = this.#rows;
    const next = new Int32Array(this.#largestRow + 2);
    for (let at = 0; at < this.#length; at++) {
      const after = (rows[at] ?? 0) + 1;
      next[after] = (next[after] ?? 0) + 1;
    }
    for (let row = 0; row <= this.#largestRow; row++) next[row + 1] = (next[row + 1] ?? 0) + (next[row] ?? 0);
    const order = new Int32Array(this.#length);
    for (let at = 0; at < this.#length; at++) {
      const row = rows[at] ?? 0;
      const place = next[row] ?? 0;
      next[row] = place + 1;
      order[place] = at;
    }
    return order;
  }

  #grow(): void {
    const larger = (array: Int32Array<ArrayBuffer>) => {
      const grown = new Int32Array(2 * array.length);
      grown.set(array);
      return grown;
    };
    this.#rows = larger(this.#rows);
    this.#keys = larger(this.#keys);
    this.#differences = larger(this.#differences);
  }
}
