import type { History } from '../history.ts';
import { Posting } from './posting.ts';

/**
 * The index of VMIS-kNN (Serenade, SIGMOD 2022): for each item the sessions that it is in, latest first, and how many
 * those are. A session is the list of one owner. Unlike the published one, which is built once a day, it follows every
 * event: the session that an event belongs to is the latest of all. It is a function of the log's prefix.
 */
export class SessionIndex {
  /** Latest sessions per item that can be asked for. */
  readonly recent: number;
  readonly #sessions: readonly History[];
  readonly #postings: Posting[] = [];
  readonly #frequency: number[] = [];
  #size = 0;
  readonly #lastTouch = (session: number): number => this.#sessions[session]?.touch ?? -1;

  /** Indexes `sessions`, which the owner goes on to change, telling so. */
  constructor(recent: number, sessions: readonly History[]) {
    this.recent = recent;
    this.#sessions = sessions;
    const order = sessions.map((_, session) => session).filter((session) => this.#lastTouch(session) >= 0);
    for (const session of order.sort((left, right) => this.#lastTouch(left) - this.#lastTouch(right))) {
      const history = sessions[session];
      if (history === undefined) continue;
      this.#size++;
      for (let at = 0; at < history.distinctLength; at++) {
        this.#count(history.distinctItem(at), 1);
        this.#post(history.distinctItem(at), session, history.touch);
      }
    }
  }

  /** Sessions with events. */
  get size(): number {
    return this.#size;
  }

  /** How many sessions an item is in. */
  frequency(item: number): number {
    return this.#frequency[item] ?? 0;
  }

  /**
   * A session has a new event, which is number `touch` of all; `joined` and `left` are the items that came into its
   * list and went out of it.
   */
  touch(session: number, history: History, touch: number, joined: number | undefined, left: number | undefined): void {
    if (history.touch < 0) this.#size++;
    history.touch = touch;
    if (joined !== undefined) this.#count(joined, 1);
    if (left !== undefined) this.#count(left, -1);
    for (let at = 0; at < history.distinctLength; at++) this.#post(history.distinctItem(at), session, touch);
  }

  /** A session's list is about to be emptied. */
  remove(history: History): void {
    if (history.touch < 0) return;
    this.#size--;
    history.touch = -1;
    for (let at = 0; at < history.distinctLength; at++) this.#count(history.distinctItem(at), -1);
  }

  /** Writes the numbers of the latest `recent` sessions with `item` into `into`, latest first; returns how many. */
  latest(item: number, into: Int32Array): number {
    const posting = this.#postings[item];
    if (posting === undefined) return 0;
    const found = posting.latest(this.recent, into, this.#lastTouch);
    if (found === this.recent || found === this.frequency(item)) return found;
    this.#collect(item, posting);
    return posting.latest(this.recent, into, this.#lastTouch);
  }

  #count(item: number, difference: number): void {
    while (this.#frequency.length <= item) this.#frequency.push(0);
    this.#frequency[item] = (this.#frequency[item] ?? 0) + difference;
  }

  #post(item: number, session: number, touch: number): void {
    while (this.#postings.length <= item) this.#postings.push(new Posting());
    this.#postings[item]?.add(session, touch, this.recent, this.#lastTouch);
  }

  /** Makes an item's list anew out of all sessions: so many were removed that those before them count again. */
  #collect(item: number, posting: Posting): void {
    posting.clear();
    const holders = this.#sessions
      .map((_, session) => session)
      .filter((session) => (this.#sessions[session]?.indexOf(item) ?? -1) >= 0)
      .sort((left, right) => this.#lastTouch(left) - this.#lastTouch(right));
    for (const session of holders) posting.add(session, this.#lastTouch(session), this.recent, this.#lastTouch);
  }
}
