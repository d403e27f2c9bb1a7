import { CountRow } from './count-row.ts';
import { NEIGHBOURS, type Neighbours } from './neighbours.ts';
import { RowEntries } from './row-entries.ts';

const NOTHING = new CountRow();

/** Integer counts of (row, key), a CountRow per row. */
export class CountRows {
  readonly #rows: CountRow[] = [];
  readonly #limit: number;
  readonly #room = new RowEntries();

  /** `neighbours`: how many counts of a row lists are made of. */
  constructor(neighbours = NEIGHBOURS) {
    this.#limit = neighbours;
  }

  add(row: number, key: number, difference: number): void {
    (this.#rows[row] ?? this.writable(row)).add(key, difference);
  }

  /** The row to count in. */
  writable(row: number): CountRow {
    const found = this.#rows[row];
    if (found !== undefined) return found;
    while (this.#rows.length < row) this.#rows.push(new CountRow());
    const made = new CountRow();
    this.#rows.push(made);
    return made;
  }

  /** The row to read from; an empty one where nothing was ever counted. */
  row(row: number): CountRow {
    return this.#rows[row] ?? NOTHING;
  }

  /** The row's largest counts. */
  neighbours(row: number): Neighbours {
    return this.row(row).neighbours(this.#limit, this.#room);
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

  /** Bytes that the counts take. */
  get bytes(): number {
    return this.#rows.reduce((sum, row) => sum + row.bytes, 0);
  }
}
