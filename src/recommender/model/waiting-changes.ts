/** So many changes wait at most, 12 MB; made at once they take some 50 ms. */
const MOST = 1 << 20;
const FEWEST = 1 << 10;

/** Where the changes of a row are made. */
interface Row {
  add(key: number, difference: number): void;
}

/**
 * Changes of counts that were not made yet. One event changes about a hundred rows, each in another place of memory,
 * and most of the time would go into fetching them; with many changes at hand all of a row are made while it is near.
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

  /** Makes all changes; none waits any longer. Row by row when they are many for that. */
  take(rowOf: (row: number) => Row): void {
    if (this.#length === 0) return;
    if (this.#length > this.#largestRow) this.#makeByRow(rowOf);
    else {
      for (let at = 0; at < this.#length; at++) {
        rowOf(this.#rows[at] ?? 0).add(this.#keys[at] ?? 0, this.#differences[at] ?? 0);
      }
    }
    this.#length = 0;
    this.#largestRow = -1;
  }

  /** After a counting sort. */
  #makeByRow(rowOf: (row: number) => Row): void {
    const rows = this.#rows;
    const ends = new Int32Array(this.#largestRow + 2);
    for (let at = 0; at < this.#length; at++) {
      const after = (rows[at] ?? 0) + 1;
      ends[after] = (ends[after] ?? 0) + 1;
    }
    for (let row = 0; row <= this.#largestRow; row++) ends[row + 1] = (ends[row + 1] ?? 0) + (ends[row] ?? 0);
    const [keys, differences] = [new Int32Array(this.#length), new Int32Array(this.#length)];
    for (let at = 0; at < this.#length; at++) {
      const row = rows[at] ?? 0;
      const place = ends[row] ?? 0;
      ends[row] = place + 1;
      keys[place] = this.#keys[at] ?? 0;
      differences[place] = this.#differences[at] ?? 0;
    }
    for (let row = 0, place = 0; row <= this.#largestRow; row++) {
      const end = ends[row] ?? 0;
      if (place === end) continue;
      const to = rowOf(row);
      for (; place < end; place++) to.add(keys[place] ?? 0, differences[place] ?? 0);
    }
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
