import type { Clock } from '../context.ts';

/** Wakes who waits for something to happen; costs nothing while nobody does. */
export class Bell {
  readonly #clock: Clock;
  #waiting: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  /** Resolves at the next ring, after `milliseconds`, or at once when `signal` aborts. */
  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.#waiting ??= new AbortController();
    const { signal: rung } = this.#waiting;
    const until = signal === undefined ? rung : AbortSignal.any([rung, signal]);
    await this.#clock.sleep(milliseconds, until).catch(() => {});
  }
}
