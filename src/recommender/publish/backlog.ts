/** Something that may be behind. */
interface Lagging {
  readonly lag: number;
}

const LARGE = { records: 20, events: 5_000 };

/**
 * How far the counts are behind: so many records of the log, or so many events of the sources, and lists take a smaller
 * part of the time.
 */
export class Backlog {
  readonly #learned: Lagging;
  readonly #ingest: Lagging;

  /** `learned`: lag in records of the log; `ingest`: in offsets of the sources. */
  constructor(learned: Lagging, ingest: Lagging) {
    this.#learned = learned;
    this.#ingest = ingest;
  }

  get isLarge(): boolean {
    return this.#learned.lag > LARGE.records || this.#ingest.lag > LARGE.events;
  }
}
