import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimeFormat } from '../../../src/base/event-time.ts';
import type { RawRecord } from '../../../src/clients/kafka/records.ts';
import { readNaively } from '../../../src/recommender/audit/naive/reading.ts';
import { EventReader } from '../../../src/recommender/ingest/event-reader.ts';
import type { RecommenderSpec } from '../../../src/recommender/spec.ts';

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
const event = { user: 'u', item: 'i', type: 'view' };
const fading: RecommenderSpec = { ...spec, decay: { popularity: day, profile: 3 * day } };
const recordOf = (value: unknown): RawRecord => ({
  offset: 0,
  timestamp: recordTime,
  key: null,
  value: Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  headers: () => [],
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
    ['that of the record where it is null', null, 0],
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
  ['a user that is a truth value', { user: true, item: 'i', type: 'view' }],
  ['a user that is a fraction', { user: 1.5, item: 'i', type: 'view' }],
  ['an item that is a rounded number', '{"user":"u","item":1e300,"type":"view"}'],
  ['an item that is half a character', '{"user":"u","item":"\\ud800","type":"view"}'],
  [
    'bytes that are no UTF-8',
    Buffer.from('7b2275736572223a22ff222c226974656d223a2269222c2274797065223a2276696577227d', 'hex'),
  ],
  ['a time in words', { ...event, time: 'item 7' }],
  ['a day that no month has', { ...event, time: '2026-02-30' }],
  ['a time that is a truth value', { ...event, time: true }],
  ['milliseconds in a text', { ...event, time: '1767225600000' }],
  ['microseconds', { ...event, time: 1e15 }],
  ['a time beyond all times', { ...event, time: 1e300 }],
])('%s is broken, to the proof too', (_, value) => {
  expect(read(value).kind).toBe('broken');
  expect(readNaively(spec, 'events', recordOf(value)).is).toBe('broken');
});

test('an event whose time cannot be read says so', () => {
  expect(timeOf('item 7')).toEqual({ kind: 'broken', reason: 'time is no time' });
});

test('ids that are long numbers keep every digit, and do not become the same', () => {
  const idOf = (digits: string) => read(`{"user":${digits},"item":"i","type":"view"}`);
  for (const digits of ['9007199254740991', '9007199254740992', '9007199254740993', '-12345678901234567890']) {
    expect(idOf(digits)).toMatchObject({ event: { user: digits } });
    expect(readNaively(spec, 'events', recordOf(`{"user":${digits},"item":"i","type":"view"}`))).toMatchObject({
      fields: { user: digits },
    });
  }
  for (const digits of ['7', '7.0', '7e0', '"7"']) expect(idOf(digits)).toMatchObject({ event: { user: '7' } });
});

test.each(['constructor', 'toString', '__proto__'])('%s is a name like others', (name) => {
  expect(read(`{"user":"u","item":"i","type":"${name}"}`).kind).toBe('skipped');
  expect(read({ item: 'i', type: 'view' }, { ...spec, user: name }).kind).toBe('broken');
});

test('a type without a weight is passed over, unless it is rated', () => {
  expect(read({ user: 'u', item: 'i', type: 'hover' }).kind).toBe('skipped');
  expect(read({ user: 7, item: 'i', type: 'hover', rating: 3 })).toMatchObject({ event: { user: '7', rating: 3 } });
});

test('whatever a record holds, the reader and the proof see the same in it', () => {
  const text = fc.string({ maxLength: 3, unit: 'binary' });
  const loose = fc.oneof(text, fc.double(), fc.constant(null), fc.boolean(), fc.constant([]));
  const timeText = fc
    .record({
      day: fc.constantFrom('2026-01-09', '2026-02-30', '0000-01-01', '9999-12-31', '2026-00-01'),
      between: fc.constantFrom('', 'T', 't', ' ', '_'),
      clock: fc.constantFrom('', '10:00:00', '23:59:59.9999999', '24:00:00', '10:00'),
      zone: fc.constantFrom('', 'Z', 'z', '+01:00', '-23:59', '+24:00', '+0100'),
    })
    .map(({ day, between, clock, zone }) => `${day}${between}${clock}${zone}`);
  const times = fc.oneof(loose, timeText, fc.constantFrom(1.7e9, 1.7e12, -5, 1e15, 1e300), fc.integer());
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
    { numRuns: 1_000 },
  );
});

describe('a number since 1970 counts in the unit that the contract says', () => {
  const counting = (time: TimeFormat) => ({ ...spec, types: { events: { type: 'view', time } } });
  const naively = (time: unknown, by: RecommenderSpec) => {
    const reading = readNaively(by, 'events', recordOf({ user: 'u', item: 'i', time }));
    return reading.is === 'event' ? reading.fields.time : reading.is;
  };

  test.each([
    [{ format: 'epoch-seconds' }, 1_767_225_600, 1_767_225_600_000],
    [{ format: 'epoch-seconds' }, 1_767_225_600_000, 'broken'],
    [{ format: 'epoch-milliseconds' }, 1_767_225_600, 'broken'],
    [{ format: 'epoch-milliseconds', minimum: 0 }, 1_767_225_600, 1_767_225_600],
    [{ format: 'epoch-microseconds' }, 1_767_225_600_123_999, 1_767_225_600_123],
    [{ format: 'epoch-microseconds' }, '1767225600123999', 'broken'],
    [{ format: 'epoch-microseconds', text: true }, '1767225600123999', 1_767_225_600_123],
    [{ format: 'epoch-seconds', text: true }, 1_767_225_600, 'broken'],
    [{ format: 'epoch-seconds' }, '2026-01-01T00:00:00Z', 'broken'],
    [{ format: 'epoch-seconds', minimum: -1e10 }, -1, -1_000],
    [{ format: 'epoch-seconds', exclusiveMinimum: 0 }, 0, 'broken'],
  ] satisfies [TimeFormat, unknown, number | 'broken'][])('%j: %j is %j', (format, time, expected) => {
    const by = counting(format);
    const reading = read({ user: 'u', item: 'i', time }, by);
    expect(reading.kind === 'event' ? reading.event.time : reading.kind).toBe(expected);
    expect(naively(time, by)).toBe(expected);
  });
});
