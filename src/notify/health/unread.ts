/** Dead letters of a sink that a channel was told of. */
export interface ReadMark {
  readonly channel: string;
  readonly subject: string;
  /** How many had ever been written when the condition was over. */
  readonly read: number;
}

/** The condition is over when none has come for so many milliseconds. */
const QUIET = 600_000;

/** Counts the dead letters that nobody was told of, by sink. */
export class Unread {
  readonly #channel: string;
  readonly #read: Map<string, number>;
  readonly #latest = new Map<string, { readonly written: number; readonly at: number }>();

  constructor(channel: string, marks: readonly ReadMark[]) {
    this.#channel = channel;
    this.#read = new Map(marks.map(({ subject, read }) => [subject, read]));
  }

  /** How many there are besides those that were told; 0 when no further one has come for ten minutes. */
  count(subject: string, written: number, now: number): number {
    const latest = this.#latest.get(subject);
    if (latest?.written !== written) this.#latest.set(subject, { written, at: now });
    else if (now - latest.at >= QUIET) return 0;
    const read = this.#read.get(subject) ?? 0;
    // A topic that was made again begins anew.
    return written < read ? written : written - read;
  }

  /** All that are there now were told; returns what is to be kept. */
  settle(subject: string): ReadMark {
    const read = this.#latest.get(subject)?.written ?? this.#read.get(subject) ?? 0;
    this.#read.set(subject, read);
    return { channel: this.#channel, subject, read };
  }
}
