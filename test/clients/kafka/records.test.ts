import { expect, test } from 'vitest';
import { recordsOf } from '../../../src/clients/kafka/records.ts';

/** A number in zigzag digits of 7 bits, the lowest first. */
function varint(value: bigint): Buffer {
  let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}

/** The only record of a batch: no key, no value, no headers. */
function recordAt(delta: bigint): Buffer {
  const body = Buffer.concat([Buffer.of(0), varint(delta), varint(0n), varint(-1n), varint(-1n), varint(0n)]);
  return Buffer.concat([varint(BigInt(body.length)), body]);
}

const LARGEST = 2n ** 63n - 1n;

test.each([
  [1_700_000_000_000n, 5n, 1_700_000_000_005n],
  [1_700_000_000_000n, -5n, 1_699_999_999_995n],
  [1_700_000_000_123_456_789n, 0n, 1_700_000_000_123_456_789n],
  [0n, 1_700_000_000_123_456_789n, 1_700_000_000_123_456_789n],
  [0n, LARGEST, LARGEST],
  [0n, -LARGEST - 1n, -LARGEST - 1n],
  [LARGEST, -LARGEST, 0n],
])('a record at %d and %d later has the exact time %d', async (baseTimestamp, delta, exact) => {
  const data = recordAt(delta);
  const numbers = { baseOffset: 0, lastOffset: 0, records: 1, producerId: -1, codec: 0 };
  const batch = { ...numbers, baseTimestamp, appendTime: undefined, transactional: false, control: false, data };
  const [record] = await recordsOf(batch);
  expect(record?.exactTimestamp ?? BigInt(record?.timestamp ?? 0)).toBe(exact);
});
