import { CountRow } from './count-row.ts';
import type { Row } from './row-source.ts';

/** The counts of one row after the other, in arrays that are used again. */
export class RowEntries {
  keys = new Int32Array(1024);
  counts = new Float64Array(1024);
  length = 0;

  read(row: Row): void {
    this.length = 0;
    if (row instanceof CountRow) {
      if (row.size > this.keys.length) this.#grow(row.size);
      this.length = row.copyTo(this.keys, this.counts);
      return;
    }
    row.visit((key, count) => {
      if (this.length === this.keys.length) this.#grow(this.length + 1);
      this.keys[this.length] = key;
      this.counts[this.length++] = count;
    });
  }

  #grow(length: number): void {
    const [keys, counts] = [new Int32Array(2 * length), new Float64Array(2 * length)];
    keys.set(this.keys);
    counts.set(this.counts);
    this.keys = keys;
    this.counts = counts;
  }
}
