import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holderAfter, type LockEntry } from '../../../src/pipeline/apply/lock-log.ts';

const lease = 10;
const entry = (kind: LockEntry['kind'], id: string, time: number): LockEntry => ({ kind, id, holder: id, time });
const holder = (...entries: LockEntry[]) => holderAfter(entries, lease)?.id;

describe('the lock of a cluster', () => {
  test('belongs to the first claim in the log', () => {
    expect(holder(entry('claim', 'a', 0), entry('claim', 'b', 0))).toBe('a');
  });

  test('is free after its holder released it', () => {
    expect(holder(entry('claim', 'a', 0), entry('release', 'a', 1))).toBeUndefined();
    expect(holder(entry('claim', 'a', 0), entry('release', 'a', 1), entry('claim', 'b', 1))).toBe('b');
  });

  test('is not released by somebody who does not hold it', () => {
    expect(holder(entry('claim', 'a', 0), entry('release', 'b', 1), entry('claim', 'b', 2))).toBe('a');
  });

  test('is taken over from a holder that was silent for a lease, and not before', () => {
    expect(holder(entry('claim', 'a', 0), entry('claim', 'b', 9))).toBe('a');
    expect(holder(entry('claim', 'a', 0), entry('claim', 'b', 10))).toBe('b');
    expect(holder(entry('claim', 'a', 0), entry('renew', 'a', 9), entry('claim', 'b', 18))).toBe('a');
  });

  test('is not won back by the renewal of one that was overtaken', () => {
    expect(holder(entry('claim', 'a', 0), entry('claim', 'b', 10), entry('renew', 'a', 11))).toBe('b');
  });

  test('never passes to another while the holder renews in time, whatever the others write', () => {
    const noise = fc.array(
      fc.record({
        kind: fc.constantFrom('claim' as const, 'renew' as const, 'release' as const),
        id: fc.constantFrom('b', 'c'),
        time: fc.integer({ min: 1, max: 99 }),
      }),
    );
    fc.assert(
      fc.property(noise, (others) => {
        const renewals = Array.from({ length: 20 }, (_, index) => entry('renew', 'a', index * 5));
        const rest = others.map(({ kind, id, time }) => entry(kind, id, time));
        const log = [entry('claim', 'a', 0), ...[...renewals, ...rest].sort((x, y) => x.time - y.time)];
        expect(holder(...log)).toBe('a');
      }),
    );
  });
});
