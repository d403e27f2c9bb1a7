import { Counters } from './counters.ts';
import { History } from './history.ts';
import { Interner } from './interner.ts';

/** One event as the model takes it; the order of events is the order of the log. */
export interface ModelEvent {
  readonly user: string;
  readonly item: string;
  /** A whole number above 0. */
  readonly weight: number;
  /** Event time, milliseconds since the epoch. */
  readonly time: number;
}

/** Everything learned: ids, the users' capped histories, the counters that follow from them. */
export class Model {
  readonly limit: number;
  readonly users: Interner;
  readonly items: Interner;
  readonly histories: History[];
  readonly counters: Counters;

  /** `limit`: events that a user's history holds at most. */
  constructor(limit: number, users = new Interner(), items = new Interner(), histories: History[] = []) {
    this.limit = limit;
    this.users = users;
    this.items = items;
    this.histories = histories;
    this.counters = new Counters(limit);
  }

  /** Returns the user's number. */
  learn({ user, item, weight, time }: ModelEvent): number {
    const number = this.users.intern(user);
    this.histories[number] ??= new History();
    const history = this.histories[number];
    history.time = time;
    this.counters.learn(history, this.items.intern(item), weight);
    return number;
  }
}
