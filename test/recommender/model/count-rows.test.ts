import { expect, test } from 'vitest';
import { numbers } from '../../../bench/catalogue.ts';
import { CountRows } from '../../../src/recommender/model/count-rows.ts';

/** More than may wait at once, so that some are made row by row before anybody reads. */
const CHANGES = 1_200_000;
const ROWS = 40;
const KEYS = 500;

test('whenever rows are read, all changes are in them, however many waited', () => {
  const rows = new CountRows();
  const expected = Array.from({ length: ROWS }, () => new Float64Array(KEYS));
  const next = numbers(7);
  const equal = () => {
    for (const [row, counts] of expected.entries()) {
      const read = new Float64Array(KEYS);
      rows.row(row).visit((key, count) => {
        read[key] = count;
      });
      expect(read).toEqual(counts);
    }
  };
  for (let change = 1; change <= CHANGES; change++) {
    const [row, key] = [Math.floor(next() * ROWS), Math.floor(next() * KEYS)];
    // Some do not fit into 32 bits.
    const difference = change % 100_000 === 0 ? 2 ** 40 : Math.floor(next() * 5) - 2;
    rows.add(row, key, difference);
    const counts = expected[row];
    if (counts !== undefined) counts[key] = (counts[key] ?? 0) + difference;
    if (change < 100 || change === 5_000) equal();
  }
  equal();
  expect(rows.size).toBe(expected.reduce((sum, counts) => sum + counts.filter((count) => count !== 0).length, 0));
});

test('a row that is dropped or taken over loses what waited for it', () => {
  const [rows, from] = [new CountRows(), new CountRows()];
  for (const row of [0, 1]) rows.add(row, 3, 5);
  from.add(1, 4, 7);
  rows.drop(0);
  rows.adopt(1, from);
  rows.add(1, 4, 1);
  expect(rows.row(0).size).toBe(0);
  expect([rows.row(1).get(3), rows.row(1).get(4)]).toEqual([0, 8]);
});
