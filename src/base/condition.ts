import type { Clock } from './context.ts';

/** A condition to wait for: whoever makes it true notifies all who wait. */
export class Condition {
  readonly #clock: Clock;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  notify(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Resolves at the next `notify`, after `milliseconds`, or at once when `signal` aborts. */
  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.#waiting.add(wake);
    signal?.addEventListener('abort', wake);
    await this.#clock.sleep(milliseconds, woken.signal).catch(() => {});
    signal?.removeEventListener('abort', wake);
    this.#waiting.delete(wake);
  }
}
