import { expect, test } from 'vitest';
import { clock } from '../../src/base/process-context.ts';
import { Reading, Readings } from '../../src/page/reading.ts';

const { signal } = new AbortController();
const LONG = 60_000;

test('those who look at the same time share one try', async () => {
  let tries = 0;
  const reading = new Reading(clock, LONG, async () => ++tries);
  const looked = await Promise.all([1, 2, 3].map(() => reading.look(LONG, signal)));
  expect(looked.map(({ value }) => value)).toEqual([1, 1, 1]);
  expect((await reading.look(LONG, signal)).value).toBe(1);
  reading.expire();
  expect((await reading.look(LONG, signal)).value).toBe(2);
});

test('a try that is late is told beside what was there before', async () => {
  const late = Promise.withResolvers<string>();
  const answers = [Promise.resolve('first'), late.promise];
  const reading = new Reading(clock, 0, async () => (await answers.shift()) ?? '');
  expect((await reading.look(LONG, signal)).value).toBe('first');
  const looked = await reading.look(1, signal);
  expect(looked).toMatchObject({ value: 'first', since: expect.any(Number) });
  late.resolve('second');
  expect((await reading.look(LONG, signal)).since).toBeUndefined();
});

test('a try that failed leaves what was there, and the next that succeeds takes the error away', async () => {
  let works = true;
  const reading = new Reading(clock, 0, async () => {
    if (!works) throw new Error('down');
    return 'up';
  });
  await reading.look(LONG, signal);
  works = false;
  expect(await reading.look(LONG, signal)).toMatchObject({ value: 'up', error: new Error('down') });
  works = true;
  expect((await reading.look(LONG, signal)).error).toBeUndefined();
});

test('readings that nobody looked at for long are forgotten', async () => {
  const made: string[] = [];
  const readings = new Readings(2, (name) => {
    made.push(name);
    return new Reading(clock, LONG, async () => name);
  });
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) readings.of(name);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
