import { Neighbours } from './neighbours.ts';
import type { RowEntries } from './row-entries.ts';

/** Keys stand in the hash table one higher than they are, so that new memory is an empty table. */
const EMPTY = 0;
const SMALLEST = 4;
const LARGEST_INT = 2 ** 31 - 1;
const NEVER = Number.MAX_SAFE_INTEGER;

/** Slots of a table: key and count side by side, so that one look at memory finds both. */
type Slots = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

const NO_SLOTS = new Int32Array(0);

const slotOf = (key: number, mask: number): number => (Math.imul(key, 0x9e3779b1) >>> 7) & mask;

/**
 * A map from small whole numbers to exact integer counts; absent = 0. It is a hash table with open addressing while few
 * of the keys occur, and a plain array of counts as soon as that takes less memory. Counts are kept in 32 bits until
 * one of them needs more, then all in doubles, which are exact up to 2^53.
 */
export class CountRow {
  /** Hash table: key, count, key, count, …; plain array: the count of each key. */
  #slots: Slots = NO_SLOTS;
  #dense = true;
  #wide = false;
  #mask = -1;
  /** Slots of the hash table that hold a key, also with a count of 0. */
  #used = 0;
  #size = 0;
  #largestKey = -1;
  /** Only of rows that lists were made of. */
  #neighbours: Neighbours | undefined;
  /** Changes among smaller counts leave the neighbours as they are. */
  #watched = NEVER;

  /** How many counts are not zero. */
  get size(): number {
    return this.#size;
  }

  /** Bytes that the counts take, and the choice of the largest. */
  get bytes(): number {
    return this.#slots.byteLength + (this.#neighbours?.bytes ?? 0);
  }

  add(key: number, difference: number): void {
    const at = this.#dense ? this.#denseSlot(key) : this.#hashedSlot(key);
    const slots = this.#slots;
    const before = slots[at] ?? 0;
    const count = before + difference;
    if (!this.#wide && (count > LARGEST_INT || count < -LARGEST_INT)) {
      this.#slots = Float64Array.from(slots);
      this.#wide = true;
    }
    this.#slots[at] = count;
    if (count >= this.#watched || before >= this.#watched) this.#tell(key, before, count);
    if (before === 0) this.#size++;
    if (count === 0 && --this.#size === 0) this.#empty();
  }

  get(key: number): number {
    const slots = this.#slots;
    if (this.#dense) return slots[key] ?? 0;
    for (let at = slotOf(key, this.#mask); ; at = (at + 1) & this.#mask) {
      const found = slots[2 * at];
      if (found === key + 1) return slots[2 * at + 1] ?? 0;
      if (found === EMPTY) return 0;
    }
  }

  /** The `limit` largest counts, the same in every call, which `room` helps to choose. */
  neighbours(limit: number, room: RowEntries): Neighbours {
    this.#neighbours ??= new Neighbours(this, limit, room);
    return this.#neighbours;
  }

  /** Has its neighbours told of changes of counts from `least` on. */
  watch(least: number): void {
    this.#watched = least;
  }

  /** Calls `visit` for every count that is not zero, in no order that means anything. */
  visit(visit: (key: number, count: number) => void): void {
    const keys = new Int32Array(this.#size);
    const counts = new Float64Array(this.#size);
    const length = this.copyTo(keys, counts);
    for (let at = 0; at < length; at++) visit(keys[at] ?? 0, counts[at] ?? 0);
  }

  /**
   * Writes every count that is not zero, and its key, to the beginning of arrays of at least `size`; returns how many.
   */
  copyTo(keys: Int32Array, counts: Float64Array): number {
    const slots = this.#slots;
    let length = 0;
    const step = this.#dense ? 1 : 2;
    for (let at = step - 1; at < slots.length; at += step) {
      const count = slots[at] ?? 0;
      if (count === 0) continue;
      keys[length] = step === 1 ? at : (slots[at - 1] ?? 0) - 1;
      counts[length++] = count;
    }
    return length;
  }

  /** A row that nothing is left of takes no memory. */
  #empty(): void {
    this.#slots = NO_SLOTS;
    this.#dense = true;
    this.#wide = false;
    this.#largestKey = -1;
    this.#neighbours = undefined;
    this.#watched = NEVER;
  }

  #tell(key: number, before: number, after: number): void {
    if (this.#neighbours?.change(key, before, after) === false) this.#watched = NEVER;
  }

  #denseSlot(key: number): number {
    if (key < this.#slots.length) return key;
    this.#reshape(key);
    return this.#dense ? key : this.#hashedSlot(key);
  }

  /** The place of the key's count, which it gets when it has none. */
  #hashedSlot(key: number): number {
    const slots = this.#slots;
    let at = slotOf(key, this.#mask);
    for (; slots[2 * at] !== EMPTY; at = (at + 1) & this.#mask) if (slots[2 * at] === key + 1) return 2 * at + 1;
    if (3 * this.#used >= 2 * (this.#mask + 1)) {
      this.#reshape(key);
      return this.#dense ? key : this.#hashedSlot(key);
    }
    slots[2 * at] = key + 1;
    this.#used++;
    if (key > this.#largestKey) this.#largestKey = key;
    return 2 * at + 1;
  }

  /** Makes room for `key` in the form that takes less; counts that came back to zero take none. */
  #reshape(key: number): void {
    const [old, step] = [this.#slots, this.#dense ? 1 : 2];
    this.#largestKey = Math.max(this.#largestKey, key);
    let capacity = SMALLEST;
    while (3 * (this.#size + 1) > capacity) capacity *= 2;
    const plain = Math.ceil((this.#largestKey + 1) * 1.25);
    this.#dense = plain <= 2 * capacity;
    this.#mask = capacity - 1;
    const cells = this.#dense ? plain : 2 * capacity;
    this.#slots = this.#wide ? new Float64Array(cells) : new Int32Array(cells);
    this.#used = 0;
    for (let at = step - 1; at < old.length; at += step) {
      const count = old[at] ?? 0;
      if (count === 0) continue;
      const one = step === 1 ? at : (old[at - 1] ?? 0) - 1;
      this.#slots[this.#dense ? one : this.#hashedSlot(one)] = count;
    }
  }
}
