import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Condition } from '../../src/base/condition.ts';

const clock = { now: () => Date.now(), sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal }) };
const LONG = 60_000;

test('everybody who waits is woken by a notification, by the end of their time, or by their signal', async () => {
  const condition = new Condition(clock);
  const ended = new AbortController();
  const woken: string[] = [];
  const waits = [
    condition.wait(LONG).then(() => woken.push('notified')),
    condition.wait(1).then(() => woken.push('time')),
    condition.wait(LONG, ended.signal).then(() => woken.push('signal')),
  ];
  await waits[1];
  ended.abort();
  await waits[2];
  expect(woken).toEqual(['time', 'signal']);
  condition.notify();
  await waits[0];
  await condition.wait(LONG, ended.signal);
  expect(woken).toEqual(['time', 'signal', 'notified']);
});
