import type { Row } from './row-source.ts';

const EMPTY = -1;
const SMALLEST = 8;

/** A map from small whole numbers to exact integer counts: open addressing in typed arrays, absent = 0. */
export class CountRow implements Row {
  #keys = new Int32Array(SMALLEST).fill(EMPTY);
  /** Doubles: integers stay exact up to 2^53, where 32 bits would end after a million events. */
  #counts = new Float64Array(SMALLEST);
  #used = 0;

  add(key: number, difference: number): void {
    const at = this.#slot(key);
    if (this.#keys[at] === EMPTY) {
      this.#keys[at] = key;
      this.#used++;
    }
    this.#counts[at] = (this.#counts[at] ?? 0) + difference;
    if (this.#used * 2 > this.#keys.length) this.#grow();
  }

  get(key: number): number {
    return this.#counts[this.#slot(key)] ?? 0;
  }

  /** Calls `visit` for every count that is not zero, in no order that means anything. */
  visit(visit: (key: number, count: number) => void): void {
    const [keys, counts] = [this.#keys, this.#counts];
    for (let at = 0; at < keys.length; at++) {
      const count = counts[at] ?? 0;
      if (count !== 0) visit(keys[at] ?? EMPTY, count);
    }
  }

  /** How many counts are not zero. */
  get size(): number {
    let size = 0;
    for (const count of this.#counts) if (count !== 0) size++;
    return size;
  }

  #slot(key: number): number {
    const mask = this.#keys.length - 1;
    let at = (Math.imul(key, 0x9e3779b1) >>> 7) & mask;
    while (this.#keys[at] !== EMPTY && this.#keys[at] !== key) at = (at + 1) & mask;
    return at;
  }

  /** Rows whose counts came back to zero shrink again here. */
  #grow(): void {
    const [keys, counts] = [this.#keys, this.#counts];
    let length = SMALLEST;
    while (length < this.size * 4) length *= 2;
    this.#keys = new Int32Array(length).fill(EMPTY);
    this.#counts = new Float64Array(length);
    this.#used = 0;
    for (let at = 0; at < keys.length; at++) {
      const count = counts[at] ?? 0;
      if (count === 0) continue;
      const slot = this.#slot(keys[at] ?? EMPTY);
      this.#keys[slot] = keys[at] ?? EMPTY;
      this.#counts[slot] = count;
      this.#used++;
    }
  }
}

const NOTHING = new CountRow();

/** Integer counts of (row, key), a CountRow per row. */
export class CountRows {
  readonly #rows: CountRow[] = [];

  add(row: number, key: number, difference: number): void {
    while (this.#rows.length <= row) this.#rows.push(new CountRow());
    this.#rows[row]?.add(key, difference);
  }

  /** The row to read from; an empty one where nothing was ever counted. */
  row(row: number): CountRow {
    return this.#rows[row] ?? NOTHING;
  }

  /** Takes a row over; it is empty where `from` has none. */
  adopt(row: number, from: CountRows): void {
    while (this.#rows.length <= row) this.#rows.push(new CountRow());
    this.#rows[row] = from.#rows[row] ?? new CountRow();
  }

  drop(row: number): void {
    if (row < this.#rows.length) this.#rows[row] = new CountRow();
  }

  get rows(): number {
    return this.#rows.length;
  }

  /** How many counts are not zero. */
  get size(): number {
    return this.#rows.reduce((sum, row) => sum + row.size, 0);
  }
}
