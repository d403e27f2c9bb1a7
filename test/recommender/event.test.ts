import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RawRecord } from '../../src/clients/kafka/records.ts';
import { EventReader } from '../../src/recommender/log/event.ts';
import type { RecommenderSpec } from '../../src/recommender/spec.ts';
import { readNaively } from '../../src/recommender/verify/naive/reading.ts';

const day = 86_400_000;
const recordTime = Date.parse('2026-01-10T00:00:00Z');
const spec: RecommenderSpec = {
  from: ['events'],
  to: 'recommendations',
  user: 'user',
  item: 'item',
  rating: 'rating',
  time: 'time',
  weights: { view: 1, hover: 0 },
  types: { events: { by: 'type', aliases: { vue: 'view' } } },
  top: 10,
  history: 100,
  excludeKnown: true,
};
const fading: RecommenderSpec = { ...spec, decay: { popularity: day, profile: 3 * day } };
const recordOf = (value: unknown): RawRecord => ({
  offset: 0,
  timestamp: recordTime,
  key: null,
  value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  headers: () => new Map(),
});
const read = (value: unknown, by = spec) => new EventReader(by).read('events', recordOf(value));
const timeOf = (time: unknown, by = spec) => {
  const reading = read({ user: 'u', item: 'i', type: 'view', time }, by);
  return reading.kind === 'event' ? reading.event.time - recordTime : reading;
};

describe('the time of an event is', () => {
  test.each([
    ['ISO text', '2026-01-10T01:00:00Z', 3_600_000],
    ['ISO text without a zone, read as UTC', '2026-01-10T01:00:00.000001', 3_600_000],
    ['a number of seconds', recordTime / 1_000 + 60, 60_000],
    ['a number of seconds with decimals', recordTime / 1_000 + 0.5, 500],
    ['a number of milliseconds', recordTime + 60, 60],
    ['that of the record where it says none', undefined, 0],
    ['that of the record where it says nothing readable', 'soon', 0],
  ])('%s', (_, time, expected) => {
    expect(timeOf(time)).toBe(expected);
  });

  test('where something fades, at most the longest half-life after its record', () => {
    expect(timeOf('2099-01-01T00:00:00Z', fading)).toBe(3 * day);
    expect(timeOf('2026-01-11T00:00:00Z', fading)).toBe(day);
    expect(timeOf('1999-01-01T00:00:00Z', fading)).toBeLessThan(0);
  });
});

test.each([
  ['no JSON', '{'],
  ['no object', '[1]'],
  ['no type', { user: 'u', item: 'i' }],
  ['no user', { item: 'i', type: 'view' }],
  ['an item of 257 characters', { user: 'u', item: 'i'.repeat(257), type: 'view' }],
  ['a rating that is no whole number', { user: 'u', item: 'i', type: 'view', rating: 2.5 }],
  ['a time beyond all times', { user: 'u', item: 'i', type: 'view', time: 1e300 }],
])('%s is broken', (_, value) => {
  expect(read(value).kind).toBe('broken');
});

test('a type without a weight is passed over, unless it is rated', () => {
  expect(read({ user: 'u', item: 'i', type: 'hover' }).kind).toBe('skipped');
  expect(read({ user: 7, item: 'i', type: 'hover', rating: 3 })).toMatchObject({ event: { user: '7', rating: 3 } });
});

test('whatever a record holds, the reader and the proof see the same in it', () => {
  const loose = fc.oneof(fc.string({ maxLength: 3 }), fc.double(), fc.constant(null), fc.boolean(), fc.constant([]));
  const times = fc.oneof(loose, fc.constantFrom('2026-01-09T10:00:00', '2027-01-01', 1.7e9, 1.7e12, -5, 1e300));
  const value = fc.record(
    {
      user: fc.oneof(fc.constantFrom('u', 3), loose),
      item: fc.oneof(fc.constantFrom('i', 4), loose),
      type: fc.oneof(fc.constantFrom('view', 'vue', 'hover'), loose),
      rating: fc.oneof(fc.integer({ min: -1, max: 1001 }), loose),
      time: times,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(value, fc.constantFrom(spec, fading), (fields, by) => {
      const [reading, naive] = [read(fields, by), readNaively(by, 'events', recordOf(fields))];
      const kinds = { event: 'event', broken: 'broken', skipped: 'nothing' } as const;
      expect(naive.is).toBe(kinds[reading.kind]);
      if (reading.kind === 'event' && naive.is === 'event') expect(naive.fields).toEqual(reading.event);
    }),
    { numRuns: 2_000 },
  );
});
