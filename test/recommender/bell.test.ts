import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Bell } from '../../src/recommender/bell.ts';

const clock = { now: () => Date.now(), sleep: (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal }) };
const LONG = 60_000;

test('everybody who waits is woken by a ring, by the end of their time, or by their signal', async () => {
  const bell = new Bell(clock);
  const ended = new AbortController();
  const woken: string[] = [];
  const waits = [
    bell.wait(LONG).then(() => woken.push('rung')),
    bell.wait(1).then(() => woken.push('time')),
    bell.wait(LONG, ended.signal).then(() => woken.push('signal')),
  ];
  await waits[1];
  ended.abort();
  await waits[2];
  expect(woken).toEqual(['time', 'signal']);
  bell.ring();
  await waits[0];
  await bell.wait(LONG, ended.signal);
  expect(woken).toEqual(['time', 'signal', 'rung']);
});
