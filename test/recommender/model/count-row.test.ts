import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CountRow } from '../../../src/recommender/model/count-row.ts';

/** Keys close together make a plain array, keys far apart a hash table, both a row that changes its form. */
const key = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3_000_000 }));
const steps = fc.array(fc.tuple(key, fc.integer({ min: -3, max: 3 }), fc.boolean()), { maxLength: 400 });

test('a row is a map of exact counts, whatever its form, and zeros are not in it', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const row = new CountRow();
      const expected = new Map<number, number>();
      for (const [at, difference, back] of all) {
        const by = back ? -(expected.get(at) ?? 0) : difference;
        row.add(at, by);
        expected.set(at, (expected.get(at) ?? 0) + by);
      }
      const kept = new Map([...expected].filter(([, count]) => count !== 0));
      const visited = new Map<number, number>();
      row.visit((at, count) => void visited.set(at, count));
      expect(visited).toEqual(kept);
      expect(row.size).toBe(kept.size);
      for (const [at, count] of expected) expect(row.get(at)).toBe(count);
      expect(row.get(3_000_001)).toBe(0);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a plain array', [0, 1, 2, 3]],
  ['a hash table', [5, 1_000_000, 77, 2_000_000]],
])('counts beyond 32 bits stay exact in %s', (_, keys) => {
  const row = new CountRow();
  for (const one of keys) row.add(one, 7);
  const [first = 0] = keys;
  for (let event = 0; event < 4; event++) row.add(first, 2 ** 30);
  row.add(first, 2 ** 50);
  expect(row.get(first)).toBe(2 ** 50 + 2 ** 32 + 7);
  for (const one of keys.slice(1)) expect(row.get(one)).toBe(7);
});
