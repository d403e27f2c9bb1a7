import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/base/errors.ts';
import { parseDuration, parseRate, parseSize } from '../../src/base/units.ts';

describe('values with units', () => {
  test.each([
    ['250ms', 250],
    ['10s', 10_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
  ])('the duration %s is %d ms', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each([
    ['128MB', 128_000_000],
    ['128MiB', 134_217_728],
    ['1.5KiB', 1536],
    ['0B', 0],
  ])('the size %s is %d bytes', (text, expected) => {
    expect(parseSize(text)).toBe(expected);
  });

  test.each([
    ['200/s', 200],
    ['12/m', 0.2],
    ['3600/h', 1],
  ])('the rate %s is %d per second', (text, expected) => {
    expect(parseRate(text)).toBeCloseTo(expected, 12);
  });

  test('whole amounts are exact in every unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (amount) => {
        expect(parseDuration(`${amount}s`)).toBe(amount * 1_000);
        expect(parseSize(`${amount}KiB`)).toBe(amount * 1_024);
        expect(parseRate(`${amount}/s`)).toBe(amount);
      }),
    );
  });

  test.each(['10', '', 's', '-1s', '1 s', '1e3s', '10S', '10s ', '١s', '1.s', '.5s', '10/s'])(
    'the text "%s" is no duration',
    (text) => {
      expect(() => parseDuration(text)).toThrow(UsageError);
    },
  );

  test('a bare number is never a value with a unit', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (number) => {
        for (const parse of [parseDuration, parseSize, parseRate])
          expect(() => parse(String(number))).toThrow(UsageError);
      }),
    );
  });
});
