import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RefusedError } from '../../../src/base/errors.ts';
import { packLogRecord, unpackLogRecord } from '../../../src/recommender/log/log-codec.ts';
import type { LogRecord } from '../../../src/recommender/log/log-record.ts';

const id = fc.stringMatching(/^[0-9a-f]{32}$/).filter((text) => !/^0*$/.test(text));
const offset = fc.nat(2 ** 40);
const position = fc.record({
  topic: fc.string(),
  id: fc.oneof(id, fc.constant('')),
  partition: fc.nat(500),
  to: offset,
});
const event = fc.record({
  source: fc.nat(2),
  offset,
  user: fc.string({ unit: 'grapheme' }),
  item: fc.string({ maxLength: 3 }),
  type: fc.constantFrom('view', 'like'),
  rating: fc.option(fc.integer({ min: 1, max: 1_000 })),
  time: fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
});
const events: fc.Arbitrary<LogRecord> = fc.record({
  kind: fc.constant('events' as const),
  reading: fc.string(),
  coverage: fc.array(
    position.map((one) => ({ ...one, from: Math.floor(one.to / 2) })),
    { minLength: 3, maxLength: 5 },
  ),
  events: fc.array(event),
  broken: fc.array(fc.tuple(fc.nat(2), offset)),
});
const forget: fc.Arbitrary<LogRecord> = fc.record({
  kind: fc.constant('forget' as const),
  user: fc.string({ unit: 'grapheme' }),
  sources: fc.array(position),
});

test('any record is read back as it was written', () => {
  fc.assert(
    fc.property(fc.oneof(events, forget), (record) => {
      expect(unpackLogRecord(packLogRecord(record))).toEqual(record);
    }),
  );
});

test('a record that was cut off anywhere is refused, not left out', () => {
  fc.assert(
    fc.property(events, fc.double({ min: 0, max: 1, noNaN: true }), (record, share) => {
      const bytes = packLogRecord(record);
      const cut = bytes.subarray(0, 3 + Math.floor(share * (bytes.length - 4)));
      expect(() => unpackLogRecord(cut)).toThrow(RefusedError);
    }),
  );
});

test('what no recommender wrote is none of its business; a later version is', () => {
  for (const value of [null, Buffer.alloc(0), Buffer.from('{"v":1}')]) expect(unpackLogRecord(value)).toBeUndefined();
  expect(() => unpackLogRecord(Buffer.concat([Buffer.from('PRL'), Buffer.from([3, 0])]))).toThrow('has version 3');
});
