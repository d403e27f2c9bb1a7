import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowSums } from '../../src/verify/rows/row-sums.ts';

function sumOf(rows: readonly string[]): RowSums {
  const sums = new RowSums(1);
  for (const row of rows) sums.add(0, row);
  return sums;
}

describe('the sum of the rows of a range', () => {
  const someRows = fc.array(fc.string(), { minLength: 1, maxLength: 50 });

  test('does not depend on their order', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        expect(sumOf(rows.toReversed()).equal(sumOf(rows), 0)).toBe(true);
      }),
    );
  });

  test('differs when a row is missing, twice or changed', () => {
    fc.assert(
      fc.property(someRows, fc.nat(), (rows, which) => {
        const at = which % rows.length;
        const row = rows[at] ?? '';
        expect(sumOf(rows.toSpliced(at, 1)).equal(sumOf(rows), 0)).toBe(false);
        expect(sumOf([...rows, row]).equal(sumOf(rows), 0)).toBe(false);
        expect(sumOf(rows.with(at, `${row}!`)).equal(sumOf(rows), 0)).toBe(false);
      }),
    );
  });

  test('differs when one row is missing and another is twice', () => {
    expect(sumOf(['a', 'b', 'c']).equal(sumOf(['a', 'a', 'c']), 0)).toBe(false);
  });

  test('belongs to its range alone', () => {
    const sums = new RowSums(2);
    sums.add(1, 'a');
    expect(sums.equal(new RowSums(2), 0)).toBe(true);
    expect(sums.equal(new RowSums(2), 1)).toBe(false);
  });
});
