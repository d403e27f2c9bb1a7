import { expect, test } from 'vitest';
import { Tally } from '../../src/page/reasons.ts';

test('reasons that differ in a value alone are one, and are found by what they have in common', () => {
  const tally = new Tally();
  for (const price of ['"five"', '"six"']) tally.add(`price: expected a number, found text ${price}`);
  tally.add('not JSON: expected a value at byte 17');
  expect(tally.reasons).toEqual([
    {
      words: 'price: expected a number, found text …',
      records: 2,
      search: 'price: expected a number, found text ',
    },
    { words: 'not JSON: expected a value at byte …', records: 1, search: 'not JSON: expected a value at byte ' },
  ]);
});

test('a reason that is all values is searched as it is; many reasons take bounded memory', () => {
  const tally = new Tally();
  tally.add('"a" "b" 7');
  expect(tally.reasons[0]?.search).toBe('"a" "b" 7');
  for (let n = 0; n < 5_000; n++) tally.add(`another ${'x'.repeat(n % 600)} reason`);
  expect(tally.reasons.length).toBe(50);
});
