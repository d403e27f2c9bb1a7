import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDecimals, compareDecimals, decimalText, parseDecimal, zero } from '../../src/base/decimal.ts';

const decimal = (text: string) => parseDecimal(text) ?? zero;

test.each([
  ['0', '0'],
  ['-0.00', '0'],
  ['1.50', '1.5'],
  ['15e-1', '1.5'],
  ['1.5E3', '1500'],
  ['-0.05', '-0.05'],
  ['12345678901234567890.10', '12345678901234567890.1'],
])('%s has the one spelling %s', (written, text) => {
  expect(decimalText(decimal(written))).toBe(text);
});

test.each(['', '1.', '.5', 'NaN', '1,5', '0x10', '+1'])('%j is no number', (text) => {
  expect(parseDecimal(text)).toBeUndefined();
});

test('a thousand times ten cents are a hundred, where doubles say otherwise', () => {
  let sum = zero;
  for (let n = 0; n < 1000; n++) sum = addDecimals(sum, decimal('0.10'));
  expect(decimalText(sum)).toBe('100');
});

test('sums and order are those of whole numbers of the smallest unit', () => {
  const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
  fc.assert(
    fc.property(cents, cents, (a, b) => {
      const [left, right] = [{ unscaled: a, scale: 2 }, decimal(decimalText({ unscaled: b, scale: 2 }))];
      expect(decimalText(addDecimals(left, right))).toBe(decimalText({ unscaled: a + b, scale: 2 }));
      expect(Math.sign(compareDecimals(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});
