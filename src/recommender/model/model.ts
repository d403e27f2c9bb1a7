import { Counters } from './counters.ts';
import { type DecayOptions, RecentUse } from './decay.ts';
import { FrozenView, oneAtATime } from './frozen-view.ts';
import { History } from './history.ts';
import { Interner } from './interner.ts';
import { LatestUsers } from './latest-users.ts';
import type { Fading, Row, RowSource, Totals } from './row-source.ts';
import { SessionIndex } from './sessions/session-index.ts';
import type { SessionOptions, Sessions } from './sessions/sessions.ts';
import { Shards } from './shards.ts';

/** One event as the model takes it; the order of events is the order of the log. */
export interface ModelEvent {
  readonly user: string;
  readonly item: string;
  /** A whole number above 0. */
  readonly weight: number;
  /** Event time, milliseconds since the epoch. */
  readonly time: number;
}

/** How much of a user's events is kept. */
export interface ModelOptions {
  /** Latest events per user that count. */
  readonly history: number;
  /** Latest events per user whose items are known to be the user's. */
  readonly known: number;
  /** Present: lists come from neighbour sessions, and no rows of pairs are kept. */
  readonly sessions?: SessionOptions;
  readonly decay?: DecayOptions;
  /** Users with events at most: of more, those whose latest event is oldest in the log are given up. */
  readonly users?: number;
  /** How many of a row's largest counts lists are made of; NEIGHBOURS where nothing is said. */
  readonly neighbours?: number;
}

/**
 * Everything learned: ids, the users' capped histories, the counters that follow from them; rows of counts only of the
 * held shards. As a source of rows it has its own.
 */
export class Model implements RowSource {
  readonly options: ModelOptions;
  readonly shards: Shards;
  readonly users: Interner;
  readonly items: Interner;
  readonly histories: History[];
  readonly counters: Counters;
  readonly sessions: Sessions | undefined;
  /** Users who were given up for others, in all. */
  evicted = 0;
  readonly #recent: RecentUse | undefined;
  readonly #latest: LatestUsers | undefined;
  #frozen: FrozenView<unknown> | undefined;
  /** Number of the latest event. */
  #touches = 0;
  /** The largest event time that was learned, milliseconds since the epoch. */
  #now = 0;

  constructor(
    options: ModelOptions,
    shards = Shards.all(),
    users = new Interner(),
    items = new Interner(),
    histories: History[] = [],
  ) {
    this.options = options;
    this.shards = shards;
    this.users = users;
    this.items = items;
    this.histories = histories;
    const { history, sessions, decay, neighbours } = options;
    this.#recent = decay?.popularity === undefined ? undefined : new RecentUse(decay.popularity);
    this.counters = new Counters(history, shards, sessions === undefined, this.#recent, neighbours);
    // One more than neighbours are looked for, since the session at hand may be among them.
    const index = sessions && new SessionIndex(sessions.recent + 1, histories);
    this.sessions = sessions && index && { index, histories, options: sessions };
    for (const id of items.names) shards.addItem(id);
    this.#latest = options.users === undefined ? undefined : new LatestUsers(options.users);
    this.#restoreOrder();
  }

  /** Returns the user's number, and the number of who was given up for it. */
  learn({ user, item, weight, time }: ModelEvent): { readonly user: number; readonly evicted: number | undefined } {
    const number = this.users.intern(user);
    this.#frozen?.keep(number);
    this.histories[number] ??= this.#newHistory();
    const history = this.histories[number];
    history.time = time;
    const known = this.items.size;
    const itemNumber = this.items.intern(item);
    if (itemNumber === known) this.shards.addItem(item);
    const joins = history.indexOf(itemNumber) < 0;
    const oldest = history.length === this.options.history ? history.item(0) : undefined;
    this.reach(time);
    this.counters.learn(history, itemNumber, weight, time);
    const left = oldest !== undefined && history.indexOf(oldest) < 0 ? oldest : undefined;
    const touch = ++this.#touches;
    this.sessions?.index.touch(number, history, touch, joins ? itemNumber : undefined, left);
    history.touch = touch;
    const evicted = this.#latest?.touch(number);
    if (evicted !== undefined) {
      this.#giveUp(evicted);
      this.evicted++;
    }
    return { user: number, evicted };
  }

  /**
   * Takes a user's events out of every count, as if they had never been; what comes later counts again. Returns the
   * user's number, undefined when there never was one.
   */
  forget(user: string): number | undefined {
    const number = this.users.find(user);
    if (number !== undefined) this.#giveUp(number);
    return number;
  }

  /** The user's list; an empty one for a user who was never seen. */
  history(user: string): History {
    const number = this.users.find(user);
    return (number === undefined ? undefined : this.histories[number]) ?? this.#newHistory();
  }

  /**
   * What `read` makes of every user's list as it is now, however it changes before its turn. The view before must be
   * read to its end.
   */
  freezeHistories<T>(read: (history: History) => T): FrozenView<T> {
    const view = new FrozenView(this.histories.length, (user) => read(this.histories[user] ?? this.#newHistory()));
    this.#frozen = oneAtATime(this.#frozen, view);
    return view;
  }

  get size(): number {
    return this.items.size;
  }

  itemCount(item: number): number {
    return this.counters.itemCount[item] ?? 0;
  }

  popularity(item: number): number {
    return this.counters.popularity[item] ?? 0;
  }

  get now(): number {
    return this.#now;
  }

  /** Time goes on to `time`, where that is later than now. */
  reach(time: number): void {
    this.#now = Math.max(this.#now, time);
    this.#recent?.reach(time);
  }

  get fading(): Fading | undefined {
    const { decay } = this.options;
    const recent = this.#recent;
    return decay && { now: this.#now, profile: decay.profile, recent: recent && ((size) => recent.uses(size)) };
  }

  get totals(): Totals {
    const { users, itemCountTotal, popularityTotal } = this.counters;
    return { users, itemCount: itemCountTotal, popularity: popularityTotal };
  }

  pairs(item: number): Row {
    return this.counters.pairs.neighbours(item);
  }

  sequences(item: number): Row {
    return this.counters.sequences.neighbours(item);
  }

  /** Takes a shard's rows over from another model, which is used up; they follow from the log before `asOf`. */
  adopt(shard: number, from: Model, asOf: number, applied: number): void {
    this.shards.hold(shard, asOf, applied);
    for (let item = 0; item < from.size; item++) {
      if (from.shards.of(item) === shard) this.counters.adopt(item, from.counters);
    }
  }

  /** Gives a shard's rows up. */
  release(shard: number): void {
    this.shards.release(shard);
    for (let item = 0; item < this.size; item++) if (this.shards.of(item) === shard) this.counters.drop(item);
  }

  /** Takes a user's events out of every count. */
  #giveUp(user: number): void {
    this.#frozen?.keep(user);
    this.#latest?.delete(user);
    const history = this.histories[user];
    if (history === undefined) return;
    this.sessions?.index.remove(history);
    this.counters.retract(history);
    this.histories[user] = this.#newHistory();
  }

  #restoreOrder(): void {
    const order = this.histories.map(({ touch }, user) => ({ touch, user })).filter(({ touch }) => touch >= 0);
    for (const { touch, user } of order.sort((left, right) => left.touch - right.touch)) {
      this.#latest?.touch(user);
      this.#touches = touch;
    }
  }

  #newHistory(): History {
    return new History(this.options.known, this.options.decay !== undefined);
  }
}
