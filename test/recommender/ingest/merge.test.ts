import { expect, test } from 'vitest';
import type { RawRecord } from '../../../src/clients/kafka/records.ts';
import { EventReader } from '../../../src/recommender/ingest/event-reader.ts';
import { markWritten, merge } from '../../../src/recommender/ingest/merge.ts';
import { SourceQueue } from '../../../src/recommender/ingest/source-queue.ts';
import type { RecommenderSpec } from '../../../src/recommender/spec.ts';

const spec: RecommenderSpec = {
  from: ['clicks', 'views'],
  to: 'lists',
  user: 'user',
  item: 'item',
  weights: { click: 1, view: 2, login: 0 },
  rating: 'stars',
  time: 'at',
  types: { clicks: { type: 'click' }, views: { by: 'kind', aliases: { vue: 'view' } } },
  top: 5,
  history: 6,
  excludeKnown: true,
};
const reader = new EventReader(spec);

function record(offset: number, value: unknown): RawRecord {
  const bytes = value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { offset, timestamp: 7, key: null, value: bytes, headers: () => [] };
}

const at = (second: number) => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;
const click = (second: number) => ({ user: 'ann', item: `c${second}`, at: at(second) });
const view = (second: number) => ({ user: 'ann', item: `v${second}`, at: at(second), kind: 'view' });

function queue(topic: string, records: readonly RawRecord[], to: number, end = to): SourceQueue {
  const filled = new SourceQueue({ topic, id: 'a', partition: 0, from: 0, end: 0 });
  filled.fill({ topic, partition: 0, from: 0, to, records, end }, reader);
  return filled;
}

test('backlogs are merged by event time, each partition in its own order', () => {
  const clicks = queue('clicks', [record(0, click(5)), record(1, click(1)), record(2, click(9))], 3);
  const views = queue('views', [record(0, view(4)), record(1, view(7))], 2);
  const merged = merge([clicks, views], 'r');
  expect(merged?.record.events.map(({ item }) => item)).toEqual(['v4', 'c5', 'c1', 'v7', 'c9']);
});

test('a partition that is behind holds the others up; one at its end does not', () => {
  const behind = () => queue('clicks', [record(0, click(1))], 1, 50);
  const views = () => queue('views', [record(0, view(4))], 1);
  expect(merge([behind(), views()], 'r')?.record.events.map(({ item }) => item)).toEqual(['c1']);
  const atEnd = queue('clicks', [record(0, click(1))], 1);
  expect(merge([atEnd, views()], 'r')?.record.events.map(({ item }) => item)).toEqual(['c1', 'v4']);
});

test('coverage goes from record to record without a hole, over skipped offsets and markers too', () => {
  const clicks = queue(
    'clicks',
    Array.from({ length: 700 }, (_, offset) => record(offset * 2, click(1))),
    1_405,
  );
  const first = merge([clicks], 'r')?.record;
  if (first === undefined) throw new Error('nothing merged');
  markWritten([clicks], first);
  const second = merge([clicks], 'r')?.record;
  expect(first.coverage).toEqual([{ topic: 'clicks', id: 'a', partition: 0, from: 0, to: 1_000 }]);
  expect(second?.coverage).toEqual([{ topic: 'clicks', id: 'a', partition: 0, from: 1_000, to: 1_405 }]);
  if (second !== undefined) markWritten([clicks], second);
  expect(merge([clicks], 'r')).toBeUndefined();
});

test('what cannot be read is told apart from what has nothing to say', () => {
  const reasons = [
    ['{"user":', 'the value is not JSON'],
    ['[1]', 'the value is no JSON object'],
    [{ item: 'x' }, 'user is missing'],
    [{ user: 'ann', item: '' }, 'item is missing'],
    [{ user: 'u'.repeat(257), item: 'x' }, 'user is longer than 256 characters'],
    [{ user: 'ann', item: 'x', stars: 2.5 }, 'stars is no whole number from 1 to 1000'],
  ] as const;
  for (const [value, reason] of reasons) {
    expect(reader.read('clicks', record(0, value)), reason).toEqual({ kind: 'broken', reason });
  }
  expect(reader.read('views', record(0, { user: 'ann', item: 'x' }))).toEqual({
    kind: 'broken',
    reason: 'its event type is missing',
  });
  for (const silent of [null, { kind: 'login', user: 'ann' }, { kind: 'other' }]) {
    expect(reader.read('views', record(0, silent))).toEqual({ kind: 'skipped' });
  }
});

test('aliases, numbers as ids, ratings and times are read as declared', () => {
  const value = { kind: 'vue', user: 7, item: 'x', stars: 4, at: '2026-01-01T00:00:01.5' };
  expect(reader.read('views', record(0, value))).toEqual({
    kind: 'event',
    event: { user: '7', item: 'x', type: 'view', rating: 4, time: Date.parse('2026-01-01T00:00:01.5Z') },
  });
  expect(reader.read('clicks', record(0, { user: 'ann', item: 'x' }))).toMatchObject({ event: { time: 7 } });
  expect(reader.read('clicks', record(0, { user: 'ann', item: 'x', at: 'no time' }))).toEqual({
    kind: 'broken',
    reason: 'at is no time',
  });
});
