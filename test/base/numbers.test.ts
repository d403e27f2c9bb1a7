import { expect, test } from 'vitest';
import { parseWithDigits } from '../../src/base/json.ts';
import { numberIn, wholeNumberIn } from '../../src/base/numbers.ts';

test.each([
  ['0', 0],
  ['-1.5', -1.5],
  ['1e3', 1_000],
  ['', undefined],
  [' 1', undefined],
  ['1 ', undefined],
  ['0x10', undefined],
  ['01', undefined],
  ['.5', undefined],
  ['+1', undefined],
  ['Infinity', undefined],
  ['1_000', undefined],
])('the number in "%s" is %s', (text, number) => {
  expect(numberIn(text)).toBe(number);
});

test.each([
  ['0', 0],
  ['007', 7],
  ['9007199254740991', 9_007_199_254_740_991],
  ['9007199254740993', undefined],
  ['-1', undefined],
  ['1.0', undefined],
  ['', undefined],
])('the whole number in "%s" is %s', (text, number) => {
  expect(wholeNumberIn(text)).toBe(number);
});

test('JSON with digits: only whole numbers that would be rounded become texts', () => {
  const text = '{"a":9007199254740993,"b":[-9007199254740993,9007199254740991],"c":1e300,"d":0.1,"e":{"a":7.0}}';
  expect(parseWithDigits(text)).toEqual({
    a: '9007199254740993',
    b: ['-9007199254740993', 9_007_199_254_740_991],
    c: 1e300,
    d: 0.1,
    e: { a: 7 },
  });
  expect(() => parseWithDigits('{')).toThrow(SyntaxError);
});
