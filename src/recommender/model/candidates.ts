import type { Row } from './row-source.ts';

/** Most rows of a large catalogue are short, or never asked for. */
const NO_KEYS = new Int32Array(0);
const NO_COUNTS = new Float64Array(0);

/** Keys and their counts by key, ascending, in arrays that grow to a most and are used again. */
export class Candidates {
  readonly #most: number;
  keys = NO_KEYS;
  counts = NO_COUNTS;
  length = 0;

  /** `most`: how many there may be. */
  constructor(most: number) {
    this.#most = most;
  }

  get isFull(): boolean {
    return this.length === this.#most;
  }

  /** Takes these in place of all, in any order; their counts are to be read. */
  fill(keys: Int32Array): void {
    this.length = 0;
    this.#makeRoom(keys.length);
    this.keys.set(keys);
    this.length = keys.length;
    const own = this.keys.subarray(0, this.length);
    if (!isAscending(own)) own.sort();
  }

  /** Reads the counts of all. */
  read(row: Pick<Row, 'get'>): void {
    for (let at = 0; at < this.length; at++) this.counts[at] = row.get(this.keys[at] ?? -1);
  }

  /** Adds a key that is not there, whose count is to be read; never when it is full. */
  insert(key: number): void {
    this.#makeRoom(this.length + 1);
    const at = this.#placeOf(key);
    this.keys.copyWithin(at + 1, at, this.length);
    this.keys[at] = key;
    this.length++;
  }

  /** Takes a key away that is there. */
  remove(key: number): void {
    const at = this.#placeOf(key);
    this.keys.copyWithin(at, at + 1, this.length);
    this.length--;
  }

  get bytes(): number {
    return this.keys.byteLength + this.counts.byteLength;
  }

  /** The place of the first key that is not below `key`. */
  #placeOf(key: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #makeRoom(length: number): void {
    if (length <= this.keys.length) return;
    const room = Math.min(this.#most, Math.ceil(1.25 * length));
    const keys = new Int32Array(room);
    keys.set(this.keys.subarray(0, this.length));
    this.keys = keys;
    this.counts = new Float64Array(room);
  }
}

function isAscending(keys: Int32Array): boolean {
  for (let at = 1; at < keys.length; at++) if ((keys[at - 1] ?? 0) > (keys[at] ?? 0)) return false;
  return true;
}
