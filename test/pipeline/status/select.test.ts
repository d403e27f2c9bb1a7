import { expect, test } from 'vitest';
import { select } from '../../../src/pipeline/status/select.ts';

const all = [
  { name: 'shop.lake', pipeline: 'shop' },
  { name: 'shop.visitors', pipeline: 'shop' },
  { name: 'weather.lake', pipeline: 'weather' },
  { name: 'stranger' },
];
const names = (...words: string[]) => select(words, all).map(({ name }) => name);

test('things are named by themselves, by their pipeline, or by a glob', () => {
  expect(names('shop.lake')).toEqual(['shop.lake']);
  expect(names('shop')).toEqual(['shop.lake', 'shop.visitors']);
  expect(names('*.lake')).toEqual(['shop.lake', 'weather.lake']);
  expect(names('str?nger')).toEqual(['stranger']);
});

test('what is named twice comes once', () => {
  expect(names('shop.lake', 'shop', '*')).toEqual(['shop.lake', 'shop.visitors', 'weather.lake', 'stranger']);
});

test('a dot is a dot', () => {
  expect(() => names('shop?lake*x')).toThrow();
  expect(() => names('shopxlake')).toThrow(/No connector/);
});

test('a word that names nothing is answered with the nearest name', () => {
  expect(() => names('shop.lak')).toThrow(expect.objectContaining({ hint: 'Did you mean shop.lake?' }));
  expect(() => names('wether')).toThrow(expect.objectContaining({ hint: 'Did you mean weather?' }));
});
