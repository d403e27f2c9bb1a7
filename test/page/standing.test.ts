import { expect, test } from 'vitest';
import { Awaited } from '../../src/page/awaited.ts';
import { standingOf } from '../../src/page/standing.ts';

const [value, seconds] = [{}, 1_000];

test('what takes some seconds is no trouble: neither the first time nor after an hour in which nobody looked', () => {
  expect(standingOf({ since: 0 }, 3 * seconds)).toBe('reading');
  expect(standingOf({ value, at: 0, since: 3_600 * seconds }, 3_603 * seconds)).toBe('reading');
});

test('what goes on for long is late, whatever was there before', () => {
  expect(standingOf({ since: 0 }, 10 * seconds)).toBe('late');
  expect(standingOf({ value, at: 0, since: seconds }, 11 * seconds)).toBe('late');
});

test('what is there answers while it is read again, until it is old', () => {
  expect(standingOf({ value, at: 0 }, 3_600 * seconds)).toBe('answers');
  expect(standingOf({ value, at: 0, since: seconds }, 9 * seconds)).toBe('answers');
  expect(standingOf({ value, at: 0, error: new Error('down'), since: seconds }, 9 * seconds)).toBe('failed');
});

test('who is late is named, and only who is', async () => {
  const awaited = new Awaited();
  const connect = Promise.withResolvers<number>();
  const both = Promise.all([
    awaited.of('Connect is silent', connect.promise),
    awaited.of('Kafka is', Promise.resolve(1)),
  ]);
  await new Promise(setImmediate);
  expect(awaited.text).toBe('Connect is silent');
  connect.resolve(2);
  expect(await both).toEqual([2, 1]);
  expect(awaited.text).toBe('the cluster has not been reached');
  await expect(awaited.of('It fails', Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  expect(awaited.text).not.toContain('It fails');
});
