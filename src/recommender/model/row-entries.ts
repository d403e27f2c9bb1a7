import type { CountRow } from './count-row.ts';
import type { Entries, Row } from './row-source.ts';

/** The counts of one row after the other, in arrays that are used again. */
export class RowEntries implements Entries {
  keys = new Int32Array(1024);
  counts = new Float64Array(1024);
  length = 0;

  /** All counts of a row. */
  read(row: CountRow): void {
    if (row.size > this.keys.length) this.#grow(row.size);
    this.length = row.copyTo(this.keys, this.counts);
  }

  /** What a row of another instance has. */
  take(row: Row): this {
    this.length = 0;
    row.visit((key, count) => {
      if (this.length === this.keys.length) this.#grow(this.length + 1);
      this.keys[this.length] = key;
      this.counts[this.length++] = count;
    });
    return this;
  }

  /**
   * Keeps only the `limit` largest counts, equal ones by key, the lower first; the last of them stands at place 0. Returns how
   * many they are. They are a heap, whose top is compared with all that follow: most of a long row are below it.
   */
  keepLargest(limit: number): number {
    const { keys, counts, length } = this;
    if (length <= limit) return length;
    for (let at = (limit >> 1) - 1; at >= 0; at--) this.#sink(at, keys[at] ?? 0, counts[at] ?? 0, limit);
    for (let at = limit; at < length; at++) {
      const [key, count] = [keys[at] ?? 0, counts[at] ?? 0];
      if (this.#isBefore(0, key, count)) continue;
      this.#sink(0, key, count, limit);
    }
    this.length = limit;
    return limit;
  }

  /** Whether what stands at a place goes before a key and its count. */
  #isBefore(at: number, key: number, count: number): boolean {
    const own = this.counts[at] ?? 0;
    return own > count || (own === count && (this.keys[at] ?? 0) < key);
  }

  /** Puts a key and its count into a heap of `size` at `at` or below, in place of what stands there. */
  #sink(at: number, key: number, count: number, size: number): void {
    const { keys, counts } = this;
    let place = at;
    for (let child = 2 * place + 1; child < size; child = 2 * place + 1) {
      const other = child + 1;
      if (other < size && this.#isBefore(child, keys[other] ?? 0, counts[other] ?? 0)) child = other;
      if (this.#isBefore(child, key, count)) break;
      keys[place] = keys[child] ?? 0;
      counts[place] = counts[child] ?? 0;
      place = child;
    }
    keys[place] = key;
    counts[place] = count;
  }

  #grow(length: number): void {
    const [keys, counts] = [new Int32Array(2 * length), new Float64Array(2 * length)];
    keys.set(this.keys);
    counts.set(this.counts);
    this.keys = keys;
    this.counts = counts;
  }
}
