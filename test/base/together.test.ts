import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { eachAtOnce, together, unlessAborted } from '../../src/base/together.ts';

const endless = new AbortController().signal;

/** A task that works until it is told to stop, and then still has to close something. */
const closing = (closed: string[], name: string) => async (signal: AbortSignal) => {
  while (!signal.aborted) await wait(1);
  await wait(5);
  closed.push(name);
};

test('the first that fails stops its siblings, and is told when all have closed what they opened', async () => {
  const closed: string[] = [];
  const whole = together(endless, (start) =>
    Promise.all([
      start(closing(closed, 'one')),
      start(async () => {
        throw new Error('the disk is full');
      }),
      start(closing(closed, 'two')),
    ]),
  );
  await expect(whole).rejects.toThrow('the disk is full');
  expect(closed.sort()).toEqual(['one', 'two']);
});

test('a signal from outside stops all, and what they return counts', async () => {
  const outside = new AbortController();
  const closed: string[] = [];
  const whole = together(outside.signal, (start) => Promise.all([start(closing(closed, 'one'))]));
  outside.abort();
  await whole;
  expect(closed).toEqual(['one']);
});

test('each item is worked on once, never more than the limit at a time, and none after a failure', async () => {
  let now = 0;
  let most = 0;
  const done: number[] = [];
  const items = Array.from({ length: 20 }, (_, index) => index);
  await eachAtOnce(3, items, endless, async (item) => {
    most = Math.max(most, ++now);
    await wait(1);
    now--;
    done.push(item);
  });
  expect(done.sort((a, b) => a - b)).toEqual(items);
  expect(most).toBe(3);

  const begun: number[] = [];
  const failing = eachAtOnce(1, items, endless, async (item) => {
    begun.push(item);
    if (item === 4) throw new Error('the fifth');
  });
  await expect(failing).rejects.toThrow('the fifth');
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

test('what is never answered ends with the reason of the signal', async () => {
  const outside = new AbortController();
  const asking = unlessAborted(outside.signal, () => new Promise<never>(() => {}));
  outside.abort(new Error('Interrupted'));
  await expect(asking).rejects.toThrow('Interrupted');
});
