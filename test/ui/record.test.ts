import { expect, test } from 'vitest';
import type { RawRecord } from '../../src/clients/kafka/records.ts';
import { recordJson } from '../../src/ui/record.ts';

const at = (timestamp: number): unknown => {
  const record: RawRecord = { offset: 0, timestamp, key: null, value: null, headers: () => [] };
  return recordJson('clicks', 0, record).timestamp;
};

test.each([
  [0, '1970-01-01T00:00:00.000Z'],
  [8_640_000_000_000_000, '+275760-09-13T00:00:00.000Z'],
  [8_640_000_000_000_001, 8_640_000_000_000_001],
  [-9_007_199_254_740_991, -9_007_199_254_740_991],
])('a record of %d ms is told as a time, or as the number that no calendar reaches', (timestamp, told) => {
  expect(at(timestamp)).toBe(told);
});

test('a record at nanoseconds keeps each of their digits', () => {
  const exactTimestamp = 1_700_000_000_123_456_789n;
  const timestamp = Number(exactTimestamp);
  const record: RawRecord = { offset: 0, timestamp, exactTimestamp, key: null, value: null, headers: () => [] };
  expect(recordJson('clicks', 0, record).timestamp).toBe('1700000000123456789');
});
