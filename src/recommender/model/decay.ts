import { CountRow } from './count-row.ts';

/** Half-lives in milliseconds; what has none does not fade. */
export interface DecayOptions {
  /** Of events, where what is popular fills up lists. */
  readonly popularity?: number;
  /** Of a user's items, where they speak for others. */
  readonly profile?: number;
}

/** 2^-age in whole half-lives; past the table nothing is left. */
const REMAINING: readonly number[] = Array.from({ length: 20 }, (_, age) => 1 / 2 ** age);

/** The half-life that a time falls into, counted from 1970: integer epochs make every sum exact. */
const epochOf = (time: number, halfLife: number): number => Math.floor(time / halfLife);

/** What is left of an event at `time` when it is `now`: halved at each border of a half-life that lies between. */
export function remaining(time: number, now: number, halfLife: number): number {
  return REMAINING[Math.max(0, epochOf(now, halfLife) - epochOf(time, halfLife))] ?? 0;
}

/**
 * How much items were used of late: Σ over the events that count of 2^-(half-lives since the event). Counts are kept
 * per epoch, so that what leaves takes away exactly what it brought. Now is the largest event time that was ever
 * learned, never a clock's.
 */
export class RecentUse {
  now = 0;
  readonly #halfLife: number;
  readonly #epochs = new Map<number, CountRow>();

  constructor(halfLife: number) {
    this.#halfLife = halfLife;
  }

  /** Time goes on; epochs that nothing is left of are dropped. */
  reach(time: number): void {
    if (time <= this.now) return;
    this.now = time;
    const oldest = this.#oldest;
    for (const epoch of this.#epochs.keys()) if (epoch < oldest) this.#epochs.delete(epoch);
  }

  /** Events on `item` at `time` came (1) or left (−1). */
  add(item: number, time: number, difference: number): void {
    const epoch = epochOf(time, this.#halfLife);
    if (epoch < this.#oldest) return;
    const row = this.#epochs.get(epoch) ?? new CountRow();
    this.#epochs.set(epoch, row);
    row.add(item, difference);
  }

  /** The use of every item below `size`. Exact: sums of multiples of 2^-19. */
  uses(size: number): Float64Array {
    const uses = new Float64Array(size);
    for (const [epoch, row] of this.#epochs) {
      const left = remaining(epoch * this.#halfLife, this.now, this.#halfLife);
      row.visit((item, count) => {
        uses[item] = (uses[item] ?? 0) + count * left;
      });
    }
    return uses;
  }

  get #oldest(): number {
    return epochOf(this.now, this.#halfLife) - REMAINING.length + 1;
  }
}
