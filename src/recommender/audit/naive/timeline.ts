/** One event of a user as the log holds it. */
export interface Placed {
  /** Log offset of the record it came with. */
  readonly at: number;
  /** Place among all events of the log. */
  readonly order: number;
  readonly item: string;
  /** The item's number in the order of first sight, so that sums can stand in arrays. */
  readonly number: number;
  readonly weight: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** r(user, item) of one item. */
export interface Rated extends Pick<Placed, 'item' | 'number'> {
  rating: number;
}

/** Of each user. */
const LISTS_KEPT = 4;

/** A user's events from `start` to before `end`. */
interface KeptList {
  readonly start: number;
  readonly end: number;
  readonly list: readonly Placed[];
}

const rated = new WeakMap<readonly Placed[], readonly Rated[]>();

/** r(user, item) of one user: the largest weight of the events on each item. */
export function ratings(list: readonly Placed[]): readonly Rated[] {
  const known = rated.get(list);
  if (known !== undefined) return known;
  const largest = new Map<string, Rated>();
  for (const { item, number, weight } of list) {
    const one = largest.get(item);
    if (one === undefined) largest.set(item, { item, number, rating: weight });
    else one.rating = Math.max(one.rating, weight);
  }
  const all = [...largest.values()];
  rated.set(list, all);
  return all;
}

/** All events of all users in log order, kept whole, so that every user's list can be told as of any log offset. */
export class Timeline {
  /** Whose list changed where, in log order. */
  readonly changes: { readonly at: number; readonly user: string }[] = [];
  /** The largest event time up to each event, in log order. */
  readonly #times: { readonly at: number; readonly now: number }[] = [];
  /** Items by their numbers. */
  readonly items: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #limit: number;
  readonly #known: number;
  readonly #events = new Map<string, Placed[]>();
  /** By user: from which log offset on the first events are gone, and how many those are. */
  readonly #forgotten = new Map<string, { readonly at: number; readonly gone: number }[]>();
  /** Users in the order of their latest events. */
  readonly #order = new Set<string>();
  readonly #users: number;
  /** The lists of each user that were asked for last: nearby offsets often give the same. */
  readonly #lists = new Map<string, readonly KeptList[]>();
  readonly #holders = new Map<string, Set<string>>();

  /**
   * `history`: events of a list at most; `known`: latest events whose items are known to be the user's; `users`: users
   * with events at most.
   */
  constructor(options: { readonly history: number; readonly known: number; readonly users?: number }) {
    this.#limit = options.history;
    this.#known = options.known;
    this.#users = options.users ?? Number.POSITIVE_INFINITY;
  }

  add(user: string, event: Omit<Placed, 'number' | 'order'>): void {
    this.changes.push({ at: event.at, user });
    this.#times.push({ at: event.at, now: Math.max(event.time, this.#times.at(-1)?.now ?? 0) });
    const own = this.#events.get(user) ?? [];
    this.#events.set(user, own);
    const number = this.#numbers.get(event.item) ?? this.items.length;
    if (number === this.items.length) this.items.push(event.item);
    this.#numbers.set(event.item, number);
    own.push({ ...event, number, order: this.changes.length });
    const holders = this.#holders.get(event.item) ?? new Set();
    this.#holders.set(event.item, holders);
    holders.add(user);
    this.#order.delete(user);
    this.#order.add(user);
    const [longestAway] = this.#order;
    if (this.#order.size > this.#users && longestAway !== undefined) this.forget(longestAway, event.at);
  }

  /** From log offset `at` on, what the user did before it never was. */
  forget(user: string, at: number): void {
    this.changes.push({ at, user });
    this.#order.delete(user);
    const gone = this.#events.get(user)?.length ?? 0;
    this.#forgotten.set(user, [...(this.#forgotten.get(user) ?? []), { at, gone }]);
  }

  /** The item's place in the order of first sight. */
  numberOf(item: string): number {
    return this.#numbers.get(item) ?? -1;
  }

  /** The largest event time before log offset `before`; 0 before the first event. */
  now(before: number): number {
    return this.#times[placeOf(this.#times, before) - 1]?.now ?? 0;
  }

  get users(): readonly string[] {
    return [...this.#events.keys()];
  }

  /** Log offset of the user's latest event that is before `before` and not forgotten; undefined without one. */
  latest(user: string, before: number): number | undefined {
    return this.list(user, before).at(-1)?.at;
  }

  /** Users who ever had an event on `item`. */
  holders(item: string): ReadonlySet<string> {
    return this.#holders.get(item) ?? new Set();
  }

  /** How many of the changes are before log offset `before`. */
  changesBefore(before: number): number {
    return placeOf(this.changes, before);
  }

  /** The user's list as it stood when all log records before offset `before` were learned, oldest event first. */
  list(user: string, before: number): readonly Placed[] {
    const own = this.#events.get(user) ?? [];
    const { start, end } = this.#latest(user, before, this.#limit);
    const kept = this.#lists.get(user) ?? [];
    const same = kept.find((one) => one.start === start && one.end === end);
    if (same !== undefined) return same.list;
    const list = own.slice(start, end);
    this.#lists.set(user, [{ start, end, list }, ...kept.slice(0, LISTS_KEPT - 1)]);
    return list;
  }

  /** What the user already had. */
  known(user: string, before: number): Set<string> {
    const { start, end } = this.#latest(user, before, this.#known);
    return new Set((this.#events.get(user) ?? []).slice(start, end).map(({ item }) => item));
  }

  /** Places of the latest `count` events before log offset `before` that are not forgotten. */
  #latest(user: string, before: number, count: number): { readonly start: number; readonly end: number } {
    const own = this.#events.get(user) ?? [];
    const end = placeOf(own, before);
    const gone = (this.#forgotten.get(user) ?? []).filter(({ at }) => at < before).at(-1)?.gone ?? 0;
    return { start: Math.max(0, end - count, gone), end };
  }
}

/** How many of the events came with records before offset `before`. */
function placeOf(events: readonly { readonly at: number }[], before: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? 0) < before) low = middle + 1;
    else high = middle;
  }
  return low;
}
