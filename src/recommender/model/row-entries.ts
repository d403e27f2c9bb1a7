import type { Counts, Entries, Row } from './row-source.ts';

/** The counts of one row after the other, in arrays that are used again. */
export class RowEntries implements Entries {
  keys = new Int32Array(1024);
  counts = new Float64Array(1024);
  length = 0;

  /** All counts of a row. */
  read(row: Counts): void {
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

  /** Takes over what others hold. */
  copy({ keys, counts, length }: Entries): void {
    if (length > this.keys.length) this.#grow(length);
    for (let at = 0; at < length; at++) {
      this.keys[at] = keys[at] ?? 0;
      this.counts[at] = counts[at] ?? 0;
    }
    this.length = length;
  }

  /** Of what others hold, the neighbours down to the one with this key and count, in the same order. */
  copyDownTo({ keys, counts, length }: Entries, lastKey: number, lastCount: number): void {
    if (length > this.keys.length) this.#grow(length);
    let to = 0;
    for (let at = 0; at < length; at++) {
      const key = keys[at] ?? 0;
      const count = counts[at] ?? 0;
      if (count < lastCount || (count === lastCount && key > lastKey)) continue;
      this.keys[to] = key;
      this.counts[to++] = count;
    }
    this.length = to;
  }

  /**
   * Keeps only the `limit` largest counts, equal ones by key, the lower first; the last of them stands at place 0.
   * Returns how many they are. They are a heap, whose top is compared with all that follow: most of a long row are
   * below it.
   */
  keepLargest(limit: number): number {
    const { keys, counts, length } = this;
    if (length <= limit) return length;
    for (let at = (limit >> 1) - 1; at >= 0; at--) this.#sink(at, limit);
    for (let at = limit; at < length; at++) {
      if (this.#isBefore(0, at)) continue;
      keys[0] = keys[at] ?? 0;
      counts[0] = counts[at] ?? 0;
      this.#sink(0, limit);
    }
    this.length = limit;
    return limit;
  }

  /** Whether what stands at one place goes before what stands at the other. */
  #isBefore(place: number, other: number): boolean {
    const own = this.counts[place] ?? 0;
    const count = this.counts[other] ?? 0;
    return own > count || (own === count && (this.keys[place] ?? 0) < (this.keys[other] ?? 0));
  }

  /**
   * Lets what stands at `from` of a heap of `size` sink to where it belongs. Counts stay in their array: a call with
   * one takes memory.
   */
  #sink(from: number, size: number): void {
    let place = from;
    for (let child = 2 * place + 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && this.#isBefore(child, child + 1)) child++;
      if (this.#isBefore(child, place)) break;
      this.#swap(place, child);
      place = child;
    }
  }

  #swap(place: number, other: number): void {
    const { keys, counts } = this;
    const key = keys[place] ?? 0;
    const count = counts[place] ?? 0;
    keys[place] = keys[other] ?? 0;
    counts[place] = counts[other] ?? 0;
    keys[other] = key;
    counts[other] = count;
  }

  #grow(length: number): void {
    const [keys, counts] = [new Int32Array(2 * length), new Float64Array(2 * length)];
    keys.set(this.keys);
    counts.set(this.counts);
    this.keys = keys;
    this.counts = counts;
  }
}
