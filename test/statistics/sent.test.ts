import { expect, test } from 'vitest';
import { compareSent, type Source } from '../../src/statistics/audit/sent.ts';

const source = (name: string, topics: readonly string[], before?: number, after = before): Source => ({
  name,
  topics,
  before,
  after,
});
const received = (topic: string, records: number, gone = 0) => ({ topic, records, gone });

test('what was received is held against what all sources of a topic have sent', () => {
  const sources = [source('a', ['clicks'], 300), source('b', ['clicks'], 32)];
  expect(compareSent(sources, [received('clicks', 332)])).toMatchObject([
    { sources: ['a', 'b'], sent: { least: 332, most: 332 }, received: 332, ok: true },
  ]);
  expect(compareSent(sources, [received('clicks', 331)])).toMatchObject([{ ok: false }]);
  expect(compareSent(sources, [received('clicks', 333)])).toMatchObject([{ ok: false }]);
});

test('while a source writes, anything it may have sent in between is right', () => {
  const writing = [source('a', ['clicks'], 300, 350)];
  expect(compareSent(writing, [received('clicks', 320)])).toMatchObject([{ ok: true }]);
  expect(compareSent(writing, [received('clicks', 299)])).toMatchObject([{ ok: false }]);
});

test('topics of one source are compared together, and not one without the others', () => {
  const sources = [source('a', ['clicks', 'views'], 100), source('b', ['views', 'ratings'], 50)];
  const all = [received('clicks', 60), received('views', 50), received('ratings', 40)];
  expect(compareSent(sources, all)).toMatchObject([{ received: 150, ok: true }]);
  const [one] = compareSent(sources, all.slice(0, 1));
  expect([one?.ok, one?.why]).toEqual([null, 'they write to views, ratings too: name all topics to compare']);
});

test('nothing is said to be right that cannot be known', () => {
  expect(compareSent([source('a', ['clicks'])], [received('clicks', 1)])).toMatchObject([{ ok: null }]);
  expect(compareSent([source('a', ['clicks'], 5)], [received('clicks', 2, 3)])).toMatchObject([{ ok: null }]);
  expect(compareSent([source('a', ['views'], 5)], [received('clicks', 2)])).toEqual([]);
});
