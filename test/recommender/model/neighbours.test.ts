import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CountRow } from '../../../src/recommender/model/count-row.ts';
import { RowEntries } from '../../../src/recommender/model/row-entries.ts';

const LIMIT = 4;
/** Counts stay small, so that many are equal; after one change in `seldom` somebody asks. */
const step = (seldom: number) =>
  fc.record({
    key: fc.oneof(
      { weight: 4, arbitrary: fc.nat(20) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000_000 }) },
    ),
    count: fc.nat(3),
    asks: fc.nat(seldom - 1).map((chance) => chance === 0),
  });

const sorted = (counts: ReadonlyMap<number, number>) =>
  [...counts].filter(([, count]) => count > 0).sort(([a, x], [b, y]) => y - x || a - b);

test.each([
  [2, 200],
  [120, 400],
])(
  'after any changes the neighbours are the first of all counts when they are sorted: one look in %d',
  (seldom, steps) => {
    fc.assert(
      fc.property(fc.array(step(seldom), { maxLength: steps, size: seldom > 2 ? 'max' : 'medium' }), (changes) => {
        const [row, other, room] = [new CountRow(), new CountRow(), new RowEntries()];
        for (let key = 0; key < 3 * LIMIT; key++) other.add(key, 1 + key);
        const counts = new Map<number, number>();
        for (const { key, count, asks } of changes) {
          row.add(key, count - (counts.get(key) ?? 0));
          counts.set(key, count);
          // Who is not asked after every change keeps an old choice, which later changes may spoil.
          if (!asks) continue;
          const expected = new Map(sorted(counts).slice(0, LIMIT));
          const visited = new Map<number, number>();
          row.neighbours(LIMIT, room).visit((one, value) => void visited.set(one, value));
          expect(visited).toEqual(expected);
          for (const one of counts.keys()) expect(row.neighbours(LIMIT, room).get(one)).toBe(expected.get(one) ?? 0);
          // The room is another row's in between.
          other.neighbours(LIMIT, room).visit(() => {});
        }
      }),
      { numRuns: 300 },
    );
  },
);

test('a row of up to the limit is its own neighbours', () => {
  const row = new CountRow();
  for (const key of [7, 3, 9]) row.add(key, key);
  expect([...row.neighbours(3, new RowEntries()).entries.keys].slice(0, 3)).toEqual([3, 7, 9]);
});
