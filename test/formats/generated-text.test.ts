import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { generatedText, wordAt } from '../../src/formats/generated-text.ts';

function wordsOf(text: string): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{Nd}]+/gu)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
}

const whole = (bytes: number, words: number, seed: number) => Buffer.concat([...generatedText(bytes, words, seed)]);

test('25 MB hold exactly 111,197 different words', () => {
  const text = whole(25_000_000, 111_197, 42);
  expect(text.length).toBeGreaterThanOrEqual(25_000_000);
  expect(text.length).toBeLessThan(25_300_000);
  const words = wordsOf(text.toString('utf8'));
  expect(words.size).toBe(111_197);
  // Some words are frequent, most are rare, as in a text that somebody wrote.
  const counts = [...words.values()].sort((a, b) => b - a);
  expect(counts[0]).toBeGreaterThan(100_000);
  expect(counts.filter((count) => count < 100).length).toBeGreaterThan(100_000);
}, 60_000);

test('the same arguments make the same text, another seed another one with as many words', () => {
  const digest = (seed: number) =>
    createHash('sha256')
      .update(whole(100_000, 1000, seed))
      .digest('hex');
  expect(digest(1)).toBe(digest(1));
  expect(digest(2)).not.toBe(digest(1));
  expect(wordsOf(whole(100_000, 1000, 2).toString('utf8')).size).toBe(1000);
});

test.each([1, 2, 7, 200, 4999])('a text of %d different words has exactly so many', (words) => {
  expect(wordsOf(whole(words * 20, words, 5).toString('utf8')).size).toBe(words);
});

test('no two words are the same', () => {
  const words = new Set(Array.from({ length: 200_000 }, (_, index) => wordAt(index)));
  expect(words.size).toBe(200_000);
});
