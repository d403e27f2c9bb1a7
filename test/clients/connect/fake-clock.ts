import type { Clock } from '../../../src/base/context.ts';
import { InterruptedError } from '../../../src/base/errors.ts';

/** A clock whose sleeps pass at once and are written down. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  #now = 1_767_225_600_000;

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw new InterruptedError('Interrupted');
    this.sleeps.push(milliseconds);
    this.#now += milliseconds;
  }
}
