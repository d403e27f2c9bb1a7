import { describe, expect, test } from 'vitest';
import type { Clock } from '../../src/base/context.ts';
import { InterruptedError } from '../../src/base/errors.ts';
import { untilNoneIsOpen, within } from '../../src/base/until.ts';

/** A clock that stands still until it is moved on. */
class HandClock implements Clock {
  #now = 0;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const interrupt = () => reject(new InterruptedError('Interrupted'));
      if (signal?.aborted) return interrupt();
      signal?.addEventListener('abort', interrupt);
      this.#sleepers.push({ at: this.#now + milliseconds, wake: resolve });
    });
  }

  /** Moves on, and lets everything run that this wakes. */
  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    for (const { at, wake } of this.#sleepers) if (at <= this.#now) wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const never = () => new Promise<never>(() => undefined);

function waitFor(open: (target: string, ended: AbortSignal) => Promise<boolean>, controller = new AbortController()) {
  const clock = new HandClock();
  const told: (readonly string[])[] = [];
  const waiting = { clock, signal: controller.signal, patience: 60_000 };
  const result = untilNoneIsOpen(['a', 'b'], open, waiting, (those) => told.push(those));
  return { clock, told, result };
}

describe('waiting until nothing is open', () => {
  test('ends at its time although a look hangs, and names what was open before', async () => {
    let looks = 0;
    let stopped: AbortSignal | undefined;
    const { clock, told, result } = waitFor(async (target, ended) => {
      stopped = ended;
      looks++;
      if (looks > 2) return never();
      return target === 'b';
    });
    await clock.pass(0);
    await clock.pass(500);
    expect(looks).toBe(3);
    await clock.pass(59_500);
    expect(await result).toEqual(['b']);
    expect(told).toEqual([['b']]);
    expect(stopped?.aborted).toBe(true);
  });

  test('ends at its time although the very first look hangs: then all are open', async () => {
    const { clock, result } = waitFor(never);
    await clock.pass(60_000);
    expect(await result).toEqual(['a', 'b']);
  });

  test('ends as soon as nothing is open', async () => {
    let looks = 0;
    const { clock, result } = waitFor(async () => ++looks <= 2);
    await clock.pass(0);
    await clock.pass(500);
    expect(await result).toEqual([]);
  });

  test('passes errors of a look on', async () => {
    const { result } = waitFor(async () => {
      throw new Error('the store is gone');
    });
    await expect(result).rejects.toThrow('the store is gone');
  });

  test('ends with an error when it is interrupted', async () => {
    const controller = new AbortController();
    const { result } = waitFor(never, controller);
    controller.abort();
    await expect(result).rejects.toThrow(InterruptedError);
  });
});

test('work that is late brings nothing, and what it throws later harms nobody', async () => {
  const clock = new HandClock();
  let fail: (error: Error) => void = () => undefined;
  const work = () =>
    new Promise<string>((_, reject) => {
      fail = reject;
    });
  const result = within({ clock, signal: new AbortController().signal, patience: 1_000 }, work);
  await clock.pass(1_000);
  expect(await result).toBeUndefined();
  fail(new Error('too late'));
});
