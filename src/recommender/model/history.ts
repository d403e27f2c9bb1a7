const FIRST_CAPACITY = 8;

function larger(array: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}

/**
 * One user's latest events that count, oldest first, and out of them the distinct items with r(user, item): the largest
 * weight of the events on the item. Before them stand the items of earlier events, which no longer count and are only known.
 * It only keeps the lists; the counters that follow from them are the caller's.
 */
export class History {
  /** Items and weights of all events that are kept; those from `#first` count. */
  #items = new Int32Array(FIRST_CAPACITY);
  #weights = new Int32Array(FIRST_CAPACITY);
  #first = 0;
  #end = 0;
  readonly #known: number;
  #distinct = new Int32Array(FIRST_CAPACITY);
  #ratings = new Int32Array(FIRST_CAPACITY);
  #distinctLength = 0;
  /** Event time of the latest event, milliseconds since the epoch. */
  time = 0;

  /** `known`: of how many latest events the items are known, at least as many as count. */
  constructor(known: number) {
    this.#known = known;
  }

  /** Events that count. */
  get length(): number {
    return this.#end - this.#first;
  }

  /** Item of the event at `index`, 0 = the oldest that counts. */
  item(index: number): number {
    return this.#items[this.#first + index] ?? -1;
  }

  weight(index: number): number {
    return this.#weights[this.#first + index] ?? 0;
  }

  /** Items of earlier events that are only known, oldest first. */
  get past(): readonly number[] {
    return Array.from(this.#items.subarray(this.#oldest, this.#first));
  }

  /** Calls `visit` for the item of every known event: past ones and those that count. */
  visitKnown(visit: (item: number) => void): void {
    for (let index = this.#oldest; index < this.#end; index++) visit(this.#items[index] ?? -1);
  }

  get distinctLength(): number {
    return this.#distinctLength;
  }

  distinctItem(index: number): number {
    return this.#distinct[index] ?? -1;
  }

  /** r(user, item) of the distinct item at `index`. */
  rating(index: number): number {
    return this.#ratings[index] ?? 0;
  }

  has(item: number): boolean {
    return this.#find(item) >= 0;
  }

  /** r(user, item); 0 when the item is not in the list. */
  ratingOf(item: number): number {
    const index = this.#find(item);
    return index < 0 ? 0 : this.rating(index);
  }

  append(item: number, weight: number): void {
    if (this.#end === this.#items.length) {
      this.#items = larger(this.#items);
      this.#weights = larger(this.#weights);
    }
    this.#items[this.#end] = item;
    this.#weights[this.#end] = weight;
    this.#end++;
  }

  /** The oldest event that counts does so no longer. */
  dropOldest(): void {
    this.#first++;
    if (this.#end < 2 * this.#known) return;
    // Room is made for many events at a time, since each time everything moves.
    const gone = this.#oldest;
    this.#items.copyWithin(0, gone, this.#end);
    this.#weights.copyWithin(0, gone, this.#end);
    this.#first -= gone;
    this.#end -= gone;
  }

  /** The largest weight of the events on `item` that count; 0 when there is none. */
  largestWeight(item: number): number {
    let largest = 0;
    for (let index = this.#first; index < this.#end; index++) {
      if (this.#items[index] === item) largest = Math.max(largest, this.#weights[index] ?? 0);
    }
    return largest;
  }

  /** Sets r(user, item); 0 takes the item off the distinct ones. */
  rate(item: number, rating: number): void {
    let index = this.#find(item);
    if (index < 0) index = this.#addDistinct(item);
    this.#ratings[index] = rating;
    if (rating === 0) this.#removeDistinct(index);
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

  #find(item: number): number {
    for (let index = 0; index < this.#distinctLength; index++) if (this.#distinct[index] === item) return index;
    return -1;
  }

  #addDistinct(item: number): number {
    if (this.#distinctLength === this.#distinct.length) {
      this.#distinct = larger(this.#distinct);
      this.#ratings = larger(this.#ratings);
    }
    this.#distinct[this.#distinctLength] = item;
    return this.#distinctLength++;
  }

  #removeDistinct(index: number): void {
    const last = --this.#distinctLength;
    this.#distinct[index] = this.#distinct[last] ?? -1;
    this.#ratings[index] = this.#ratings[last] ?? 0;
  }
}
