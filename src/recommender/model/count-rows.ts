import { CountRow } from './count-row.ts';
import { FrozenView, oneAtATime } from './frozen-view.ts';
import { NEIGHBOURS, type Neighbours } from './neighbours.ts';
import { RowEntries } from './row-entries.ts';
import { WaitingChanges } from './waiting-changes.ts';

const NOTHING = new CountRow();

/** Integer counts of (row, key), a CountRow per row. Changes wait until rows are read, or too many wait. */
export class CountRows {
  readonly #rows: CountRow[] = [];
  readonly #waiting = new WaitingChanges();
  readonly #limit: number;
  readonly #room = new RowEntries();
  readonly #rowOf = (row: number) => {
    this.#frozen?.keep(row);
    return this.#rows[row] ?? this.#writable(row);
  };
  #frozen: FrozenView<unknown> | undefined;

  /** `neighbours`: how many counts of a row lists are made of. */
  constructor(neighbours = NEIGHBOURS) {
    this.#limit = neighbours;
  }

  add(row: number, key: number, difference: number): void {
    if (difference !== (difference | 0)) {
      this.#rowOf(row).add(key, difference);
      return;
    }
    if (this.#waiting.isFull) this.#settle();
    this.#waiting.push(row, key, difference);
  }

  /** The row to read from, until the next change; an empty one where nothing was ever counted. */
  row(row: number): CountRow {
    this.#settle();
    return this.#rows[row] ?? NOTHING;
  }

  /** The row's largest counts. */
  neighbours(row: number): Neighbours {
    return this.row(row).neighbours(this.#limit, this.#room);
  }

  /** Takes a row over; it is empty where `from` has none. */
  adopt(row: number, from: CountRows): void {
    this.#settle();
    this.#frozen?.keep(row);
    while (this.#rows.length <= row) this.#rows.push(new CountRow());
    from.#settle();
    from.#frozen?.keep(row);
    this.#rows[row] = from.#rows[row] ?? new CountRow();
  }

  drop(row: number): void {
    this.#settle();
    this.#frozen?.keep(row);
    if (row < this.#rows.length) this.#rows[row] = new CountRow();
  }

  get rows(): number {
    this.#settle();
    return this.#rows.length;
  }

  /**
   * What `read` makes of every row as it is now, however it changes before its turn. The view before must be read to
   * its end.
   */
  freeze<T>(read: (row: CountRow) => T): FrozenView<T> {
    this.#settle();
    const view = new FrozenView(this.#rows.length, (row) => read(this.#rows[row] ?? NOTHING));
    this.#frozen = oneAtATime(this.#frozen, view);
    return view;
  }

  /** How many counts are not zero. */
  get size(): number {
    this.#settle();
    return this.#rows.reduce((sum, row) => sum + row.size, 0);
  }

  /** Bytes that the counts take. */
  get bytes(): number {
    this.#settle();
    return this.#rows.reduce((sum, row) => sum + row.bytes, 0);
  }

  #writable(row: number): CountRow {
    while (this.#rows.length < row) this.#rows.push(new CountRow());
    const made = new CountRow();
    this.#rows.push(made);
    return made;
  }

  #settle(): void {
    this.#waiting.take(this.#rowOf);
  }
}
