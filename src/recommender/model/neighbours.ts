import { Candidates } from './candidates.ts';
import type { RowEntries } from './row-entries.ts';
import type { Counts, Entries, Row } from './row-source.ts';

/** What lists use of a row: so many of its largest counts. */
export const NEIGHBOURS = 512;
/**
 * One in so many more are chosen than asked for, and as many again may come in, before a row is looked through anew.
 */
const RESERVE = 8;
/** After so many comings and goings that nobody looked at, choosing anew is cheaper than to follow them. */
const UNSEEN = 64;

/** A row that tells of its changes. */
interface WatchedCounts extends Counts {
  /** Has its neighbours told of changes of counts from `least` on. */
  watch(least: number): void;
}

/**
 * The `limit` largest counts of a row, equal ones by the item's number, the lower first: a function of the row alone.
 * What is kept are candidates: all counts down to a bound, somewhat more than `limit`. They follow what comes in and
 * drops out; only when too few are left, too many came in, or nobody asked for long, are they chosen anew in one scan.
 */
export class Neighbours implements Row {
  readonly #row: WatchedCounts;
  readonly #limit: number;
  readonly #room: RowEntries;
  readonly #candidates: Candidates;
  /** Whether the candidates are the row's counts from the bound on. */
  #chosen = false;
  /** The last candidate when they were chosen; whatever is above 0 where all were. */
  #boundCount = 0;
  #boundKey = -1;
  /** The last neighbour. */
  #lastCount = 0;
  #lastKey = -1;
  /** Whether the last neighbour and the candidates' counts are those of the row. */
  #current = false;
  #unseen = 0;

  /** `room` is where choices are made, which others may use between two calls. */
  constructor(row: WatchedCounts, limit: number, room: RowEntries) {
    this.#row = row;
    this.#limit = limit;
    this.#room = room;
    this.#candidates = new Candidates(limit + 2 * this.#reserve);
  }

  get(key: number): number {
    this.#look();
    const count = this.#row.get(key);
    return reaches(this.#lastCount, this.#lastKey, count, key) ? count : 0;
  }

  visit(visit: (key: number, count: number) => void): void {
    const { keys, counts, length } = this.entries;
    for (let at = 0; at < length; at++) visit(keys[at] ?? 0, counts[at] ?? 0);
  }

  /** Keys, ascending, and their counts, until the next change or until those of another row are asked for. */
  get entries(): Entries {
    this.#look();
    if (this.#candidates.length <= this.#limit) return this.#candidates;
    this.#room.copyDownTo(this.#candidates, this.#lastKey, this.#lastCount);
    return this.#room;
  }

  /** Bytes that the choice takes. */
  get bytes(): number {
    return this.#candidates.bytes;
  }

  /** Must be called with every change that the row watches. Returns whether the choice still holds. */
  change(key: number, before: number, after: number): boolean {
    if (!this.#chosen) return false;
    const was = reaches(this.#boundCount, this.#boundKey, before, key);
    const is = reaches(this.#boundCount, this.#boundKey, after, key);
    if (!was && !is) return true;
    this.#current = false;
    if (was !== is) this.#chosen = ++this.#unseen <= UNSEEN && this.#follow(key, is);
    return this.#chosen;
  }

  /** Whether there are still as many candidates as must be. */
  #follow(key: number, comes: boolean): boolean {
    const candidates = this.#candidates;
    if (!comes) candidates.remove(key);
    else if (candidates.isFull) return false;
    else candidates.insert(key);
    return candidates.length >= this.#limit || this.#boundCount === 0;
  }

  #look(): void {
    if (!this.#chosen) this.#choose();
    if (!this.#current) this.#findLast();
    this.#unseen = 0;
  }

  #choose(): void {
    const [row, room, wanted] = [this.#row, this.#room, this.#limit + this.#reserve];
    room.read(row);
    const length = room.keepLargest(wanted);
    const all = length === row.size;
    this.#boundCount = all ? 0 : (room.counts[0] ?? 0);
    this.#boundKey = all ? -1 : (room.keys[0] ?? -1);
    this.#candidates.fill(room.keys.subarray(0, length));
    this.#chosen = true;
    this.#current = false;
    row.watch(this.#boundCount);
  }

  #findLast(): void {
    const [candidates, room, limit] = [this.#candidates, this.#room, this.#limit];
    candidates.read(this.#row);
    this.#lastCount = this.#boundCount;
    this.#lastKey = this.#boundKey;
    if (candidates.length > limit) {
      room.copy(candidates);
      room.keepLargest(limit);
      this.#lastCount = room.counts[0] ?? 0;
      this.#lastKey = room.keys[0] ?? -1;
    }
    this.#current = true;
  }

  get #reserve(): number {
    return Math.ceil(this.#limit / RESERVE);
  }
}

/** Whether a count stands before the last one, or is it; equal ones by key. */
function reaches(lastCount: number, lastKey: number, count: number, key: number): boolean {
  return count > lastCount || (count === lastCount && key <= lastKey);
}
