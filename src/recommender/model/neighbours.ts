import type { CountRow } from './count-row.ts';
import type { RowEntries } from './row-entries.ts';
import type { Entries, Row } from './row-source.ts';

/** What lists use of a row: so many of its largest counts. */
export const NEIGHBOURS = 512;

/**
 * The `limit` largest counts of a row, equal ones by the item's number, the lower first: a function of the row alone. They are
 * chosen in one scan when they are asked for, and again only after a change that let a count come in or drop out: the last one
 * that was chosen stands between those that are in and those that are not.
 */
export class Neighbours implements Row {
  readonly #row: CountRow;
  readonly #limit: number;
  readonly #all: RowEntries;
  #keys = new Int32Array(0);
  #counts = new Float64Array(0);
  #length = 0;
  /** Whether the keys are those of the row, and whether the counts are. */
  #chosen = false;
  #current = false;
  /** The last one that was chosen; whatever is above 0 where all were. */
  #lastCount = 0;
  #lastKey = -1;

  /** `all` is room for a row's counts, which others may use between two calls. */
  constructor(row: CountRow, limit: number, all: RowEntries) {
    this.#row = row;
    this.#limit = limit;
    this.#all = all;
  }

  get(key: number): number {
    if (!this.#chosen) this.#choose();
    const count = this.#row.get(key);
    return this.#isIn(key, count) ? count : 0;
  }

  visit(visit: (key: number, count: number) => void): void {
    const { keys, counts, length } = this.entries;
    for (let at = 0; at < length; at++) visit(keys[at] ?? 0, counts[at] ?? 0);
  }

  /** Keys, ascending, and their counts, until the next change. */
  get entries(): Entries {
    if (!this.#chosen) this.#choose();
    if (!this.#current) this.#readCounts();
    return { keys: this.#keys, counts: this.#counts, length: this.#length };
  }

  /** Bytes that the choice takes. */
  get bytes(): number {
    return this.#keys.byteLength + this.#counts.byteLength;
  }

  /** Must be called with every change that the row watches. Returns whether the choice still holds. */
  change(key: number, before: number, after: number): boolean {
    const isIn = this.#isIn(key, after);
    if (isIn !== this.#isIn(key, before)) this.#chosen = false;
    if (isIn) this.#current = false;
    return this.#chosen;
  }

  #isIn(key: number, count: number): boolean {
    return count > this.#lastCount || (count === this.#lastCount && key <= this.#lastKey);
  }

  #choose(): void {
    const all = this.#all;
    all.read(this.#row);
    const length = all.keepLargest(this.#limit);
    if (this.#keys.length < length) {
      const room = Math.min(this.#limit, 2 * length);
      this.#keys = new Int32Array(room);
      this.#counts = new Float64Array(room);
    }
    const full = length < this.#row.size;
    this.#lastCount = full ? (all.counts[0] ?? 0) : 0;
    this.#lastKey = full ? (all.keys[0] ?? -1) : -1;
    this.#keys.set(all.keys.subarray(0, length));
    this.#keys.subarray(0, length).sort();
    this.#length = length;
    this.#chosen = true;
    this.#current = false;
    this.#row.watch(this.#lastCount);
  }

  #readCounts(): void {
    for (let at = 0; at < this.#length; at++) this.#counts[at] = this.#row.get(this.#keys[at] ?? -1);
    this.#current = true;
  }
}
