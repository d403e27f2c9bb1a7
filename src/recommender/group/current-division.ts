import { Condition } from '../../base/condition.ts';
import type { Clock } from '../../base/context.ts';
import type { Share } from './division.ts';

/** How the work is divided now, as far as this instance knows: the group sets it, all others read. */
export class CurrentDivision {
  /** Notified whenever the work was divided anew. */
  readonly changed: Condition;
  readonly #id: string;
  #shares: readonly Share[] | undefined;
  #lastKnown: readonly Share[] = [];
  #taken: readonly Share[] | undefined;

  /** `id`: this instance's. */
  constructor(id: string, clock: Clock) {
    this.#id = id;
    this.changed = new Condition(clock);
  }

  /** Undefined: it is not known (any more) how. */
  set shares(shares: readonly Share[] | undefined) {
    this.#shares = shares;
    if (shares !== undefined) this.#lastKnown = shares;
    this.changed.notify();
  }

  get shares(): readonly Share[] | undefined {
    return this.#shares;
  }

  /** This instance's part of the work, as far as it knows one. */
  get own(): Share | undefined {
    return this.#shares?.find(({ id }) => id === this.#id);
  }

  /** The instances beside this one, as they were last known. */
  get others(): readonly Share[] {
    return this.#lastKnown.filter(({ id }) => id !== this.#id);
  }

  /** Whether this instance holds the shards of this division. */
  get isTaken(): boolean {
    return this.#taken === this.#shares;
  }

  /** This instance holds the shards that these shares give it. */
  took(shares: readonly Share[]): void {
    this.#taken = shares;
  }
}
