import { isoTime } from '../../base/time.ts';
import type { Part, Trouble } from './trouble.ts';

/** A condition that was told, or is about to be; kept until its end was told too. */
export interface Entry extends Trouble {
  readonly channel: string;
  /** ISO instants: when it was first seen, and when it was over. */
  readonly since: string;
  readonly until?: string;
  /** Whether its begin was told. */
  readonly told: boolean;
}

/** A condition begins, and is over, when so many looks after each other say so: one look may be in a restart. */
const LOOKS = 2;

interface Sight {
  readonly trouble: Trouble;
  readonly since: number;
  readonly looks: number;
}

const keyOf = ({ condition, subject }: Pick<Trouble, 'condition' | 'subject'>) => `${condition}/${subject}`;

/** What one channel was told of conditions: which hold, and what is still to be said. Pure but for its memory. */
export class Ledger {
  readonly #channel: string;
  readonly #entries: Map<string, Entry>;
  /** Not told yet, since one look has seen them alone. */
  readonly #seen = new Map<string, Sight>();
  /** How often an entry was looked for and not found. */
  readonly #missed = new Map<string, number>();

  constructor(channel: string, entries: readonly Entry[]) {
    this.#channel = channel;
    this.#entries = new Map(entries.map((entry) => [keyOf(entry), entry]));
  }

  /** Conditions that hold. */
  get holding(): number {
    return [...this.#entries.values()].filter(({ until }) => until === undefined).length;
  }

  /**
   * Takes a look; returns the entries that it began or ended. What holds in a part of `unseen` holds on. `now`:
   * milliseconds since 1970.
   */
  observe(troubles: readonly Trouble[], unseen: ReadonlySet<Part>, now: number): readonly Entry[] {
    const found = new Map(troubles.map((trouble) => [keyOf(trouble), trouble]));
    return [...this.#begin(found, now), ...this.#end(found, unseen, now)];
  }

  /** What is still to be told: the begin of those that were not told, the end of those that are over. */
  get due(): readonly Entry[] {
    return [...this.#entries.values()].filter(({ told, until }) => !told || until !== undefined);
  }

  /** The begin of this entry was told, or its end; returns what is to be kept of it: undefined, when nothing. */
  told(entry: Pick<Entry, 'condition' | 'subject'>): Entry | undefined {
    const key = keyOf(entry);
    const known = this.#entries.get(key);
    if (known === undefined || known.told) {
      this.#entries.delete(key);
      return undefined;
    }
    const told = { ...known, told: true };
    this.#entries.set(key, told);
    return told;
  }

  #begin(found: ReadonlyMap<string, Trouble>, now: number): readonly Entry[] {
    for (const key of this.#seen.keys()) if (!found.has(key)) this.#seen.delete(key);
    const begun: Entry[] = [];
    for (const [key, trouble] of found) {
      if (this.#entries.has(key)) continue;
      const { since, looks } = this.#seen.get(key) ?? { since: now, looks: 0 };
      if (looks + 1 < LOOKS) {
        this.#seen.set(key, { trouble, since, looks: looks + 1 });
        continue;
      }
      this.#seen.delete(key);
      const entry = { ...trouble, channel: this.#channel, since: isoTime(since) ?? '', told: false };
      this.#entries.set(key, entry);
      begun.push(entry);
    }
    return begun;
  }

  #end(found: ReadonlyMap<string, Trouble>, unseen: ReadonlySet<Part>, now: number): readonly Entry[] {
    const over: Entry[] = [];
    for (const [key, entry] of this.#entries) {
      if (entry.until !== undefined || unseen.has(entry.part)) continue;
      const missed = found.has(key) ? 0 : (this.#missed.get(key) ?? 0) + 1;
      this.#missed.set(key, missed);
      if (missed < LOOKS) continue;
      this.#missed.delete(key);
      const ended = { ...entry, until: isoTime(now) ?? '' };
      this.#entries.set(key, ended);
      over.push(ended);
    }
    return over;
  }
}
