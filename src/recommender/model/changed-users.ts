import { Condition } from '../../base/condition.ts';
import type { Clock } from '../../base/context.ts';

/** Users, by number, whose lists may have changed: learning adds them, publishing takes them. */
export class ChangedUsers {
  #users = new Set<number>();
  readonly #added: Condition;

  constructor(clock: Clock) {
    this.#added = new Condition(clock);
  }

  add(user: number): void {
    this.#users.add(user);
    this.#added.notify();
  }

  /** All that were added since the last call. */
  take(): ReadonlySet<number> {
    const users = this.#users;
    if (users.size > 0) this.#users = new Set();
    return users;
  }

  /** Resolves when one is added, after `milliseconds`, or at once when `signal` aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    return this.#added.wait(milliseconds, signal);
  }
}
