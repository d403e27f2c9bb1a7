const FIRST_CAPACITY = 4;

function larger(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}

/**
 * One user's latest events that count, oldest first, and out of them the distinct items with r(user, item): the largest
 * weight of the events on the item. Before them stand the items of earlier events, which no longer count and are only
 * known. It only keeps the lists; the counters that follow from them are the caller's.
 */
export class History {
  /** Item, weight, item, weight, … of all events that are kept; those from number `#first` count. */
  #events = new Int32Array(2 * FIRST_CAPACITY);
  /** Times of the same events, where they matter. */
  #times: Float64Array<ArrayBuffer> | undefined;
  #first = 0;
  #end = 0;
  readonly #known: number;
  /** Item, rating, item, rating, … of the distinct items. */
  #distinct = new Int32Array(2 * FIRST_CAPACITY);
  #distinctLength = 0;
  /** Event time of the latest event, milliseconds since the epoch. */
  time = 0;
  /** Number of the latest event among all that the model learned; −1 before the first. */
  touch = -1;
  /** Log offset of the record with the latest event; -1 before the first. */
  offset = -1;

  /**
   * `known`: of how many latest events the items are known, at least as many as count; `timed`: whether times are kept.
   */
  constructor(known: number, timed = false) {
    this.#known = known;
    if (timed) this.#times = new Float64Array(FIRST_CAPACITY);
  }

  /** Events that count. */
  get length(): number {
    return this.#end - this.#first;
  }

  /** Item of the event at `index`, 0 = the oldest that counts. */
  item(index: number): number {
    return this.#events[2 * (this.#first + index)] ?? -1;
  }

  weight(index: number): number {
    return this.#events[2 * (this.#first + index) + 1] ?? 0;
  }

  /** Event time of the event at `index`, milliseconds since the epoch; 0 where times are not kept. */
  timeOf(index: number): number {
    return this.#times?.[this.#first + index] ?? 0;
  }

  /** Event time of the latest event on `item`; 0 where there is none or times are not kept. */
  latestTime(item: number): number {
    let index = this.length - 1;
    while (index >= 0 && this.item(index) !== item) index--;
    return index < 0 ? 0 : this.timeOf(index);
  }

  /** Items of earlier events that are only known, oldest first. */
  get past(): readonly number[] {
    const past: number[] = [];
    for (let index = this.#oldest; index < this.#first; index++) past.push(this.#events[2 * index] ?? -1);
    return past;
  }

  /** Calls `visit` for the item of every known event: past ones and those that count. */
  visitKnown(visit: (item: number) => void): void {
    for (let index = this.#oldest; index < this.#end; index++) visit(this.#events[2 * index] ?? -1);
  }

  get distinctLength(): number {
    return this.#distinctLength;
  }

  distinctItem(index: number): number {
    return this.#distinct[2 * index] ?? -1;
  }

  /** r(user, item) of the distinct item at `index`. */
  rating(index: number): number {
    return this.#distinct[2 * index + 1] ?? 0;
  }

  /** The index of an item among the distinct ones; −1 where it is none of them. */
  indexOf(item: number): number {
    const distinct = this.#distinct;
    const end = 2 * this.#distinctLength;
    for (let at = 0; at < end; at += 2) if (distinct[at] === item) return at >> 1;
    return -1;
  }

  append(item: number, weight: number, time = 0): void {
    if (2 * this.#end === this.#events.length) this.#events = larger(this.#events);
    if (this.#times !== undefined) {
      if (this.#end === this.#times.length) {
        const grown = new Float64Array(2 * this.#end);
        grown.set(this.#times);
        this.#times = grown;
      }
      this.#times[this.#end] = time;
    }
    this.#events[2 * this.#end] = item;
    this.#events[2 * this.#end + 1] = weight;
    this.#end++;
  }

  /** The oldest event that counts does so no longer. */
  dropOldest(): void {
    this.#first++;
    if (this.#end < 2 * this.#known) return;
    // Room is made for many events at a time, since each time everything moves.
    const gone = this.#oldest;
    this.#events.copyWithin(0, 2 * gone, 2 * this.#end);
    this.#times?.copyWithin(0, gone, this.#end);
    this.#first -= gone;
    this.#end -= gone;
  }

  /** The largest weight of the events on `item` that count; 0 when there is none. */
  largestWeight(item: number): number {
    let largest = 0;
    for (let at = 2 * this.#first; at < 2 * this.#end; at += 2) {
      if (this.#events[at] === item) largest = Math.max(largest, this.#events[at + 1] ?? 0);
    }
    return largest;
  }

  /** Sets r(user, item) of the item at `index` of the distinct ones (−1: a new one); 0 takes it off them. */
  rate(index: number, item: number, rating: number): void {
    const at = 2 * (index < 0 ? this.#distinctLength++ : index);
    if (at === this.#distinct.length) this.#distinct = larger(this.#distinct);
    this.#distinct[at] = item;
    this.#distinct[at + 1] = rating;
    if (rating > 0) return;
    const last = 2 * --this.#distinctLength;
    this.#distinct[at] = this.#distinct[last] ?? -1;
    this.#distinct[at + 1] = this.#distinct[last + 1] ?? 0;
  }

  /** The distinct items, latest event first, at most `count`. */
  latestItems(count: number): number[] {
    const latest: number[] = [];
    for (let index = this.length - 1; index >= 0 && latest.length < count; index--) {
      const item = this.item(index);
      if (!latest.includes(item)) latest.push(item);
    }
    return latest;
  }

  get #oldest(): number {
    return Math.max(0, this.#end - this.#known);
  }
}
