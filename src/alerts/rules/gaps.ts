/** A record in time. */
export interface Mark {
  /** Its timestamp, in milliseconds since 1970. */
  readonly time: number;
  readonly offset: number;
}

/** No record between two that follow each other in time. */
export interface Gap<M extends Mark = Mark> {
  readonly from: M;
  readonly until: M;
}

/** Of more gaps, the earliest are forgotten. */
const MOST = 10_000;

/**
 * The times without a record that are longer than `limit` ms, of one partition. They follow from which records there
 * are, not from their order: one that comes late may end a gap that was seen.
 */
export class Gaps {
  first: Mark | undefined;
  last: Mark | undefined;
  /** By time. */
  readonly gaps: Gap[] = [];
  /** What was before it is not known any more. */
  horizon: number | undefined;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes a record; of several with the same time the first one taken stands for all. */
  add(mark: Mark): void {
    const { first, last } = this;
    if (first === undefined || last === undefined) {
      this.first = mark;
      this.last = mark;
    } else if (mark.time > last.time) {
      if (mark.time - last.time > this.#limit) this.gaps.push({ from: last, until: mark });
      this.last = mark;
    } else if (mark.time < first.time) {
      if (first.time - mark.time > this.#limit) this.gaps.unshift({ from: mark, until: first });
      this.first = mark;
    } else this.#split(mark);
    while (this.gaps.length > MOST) this.horizon = this.gaps.shift()?.until.time;
  }

  #split(mark: Mark): void {
    const at = this.#indexAt(mark.time);
    const gap = this.gaps[at];
    if (gap === undefined || mark.time <= gap.from.time || mark.time >= gap.until.time) return;
    const parts = [
      { from: gap.from, until: mark },
      { from: mark, until: gap.until },
    ];
    this.gaps.splice(at, 1, ...parts.filter(({ from, until }) => until.time - from.time > this.#limit));
  }

  /** The first gap that ends after `time`. */
  #indexAt(time: number): number {
    let [low, high] = [0, this.gaps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.gaps[middle]?.until.time ?? 0) > time) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
