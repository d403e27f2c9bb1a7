import { expect, test } from 'vitest';
import { clock } from '../../src/base/process-context.ts';
import { Broadcast } from '../../src/page/broadcast.ts';

test('ten viewers cost one look at a time, and without viewers nothing is asked', async () => {
  let asked = 0;
  const broadcast = new Broadcast(clock, 1, async () => String(++asked));
  expect(asked).toBe(0);
  const gone = new AbortController();
  const viewers = Array.from({ length: 10 }, async () => {
    const heard: string[] = [];
    for await (const text of broadcast.listen(gone.signal)) {
      heard.push(text);
      if (heard.length === 3) return heard;
    }
    return heard;
  });
  const heard = await Promise.all(viewers);
  expect(heard.map(([first]) => first)).toEqual(Array.from({ length: 10 }, () => '1'));
  expect(broadcast.listeners).toBe(0);
  const asking = asked;
  await clock.sleep(20);
  expect(asked - asking).toBeLessThanOrEqual(1);
});

test('a viewer who is slow is given the latest, and one who has gone is forgotten', async () => {
  let asked = 0;
  const broadcast = new Broadcast(clock, 1, async () => String(++asked));
  const gone = new AbortController();
  const listening = broadcast.listen(gone.signal);
  await listening.next();
  while (asked < 5) await clock.sleep(1);
  const { value } = await listening.next();
  expect(Number(value)).toBeGreaterThanOrEqual(5);
  gone.abort();
  await listening.next();
  expect(broadcast.listeners).toBe(0);
});

test('who comes is given what was read a moment ago, unless it was forgotten or is too old', async () => {
  let [asked, now] = [0, 0];
  const broadcast = new Broadcast({ ...clock, now: () => now }, 1, async () => String(++asked));
  expect(broadcast.known(100)).toBeUndefined();
  await broadcast.refresh();
  expect(broadcast.known(100)).toBe('1');
  now = 101;
  expect(broadcast.known(100)).toBeUndefined();
  await broadcast.refresh();
  broadcast.forget();
  expect(broadcast.known(100)).toBeUndefined();
});
