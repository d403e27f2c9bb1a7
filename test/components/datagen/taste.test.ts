import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { preferredClusters, type TasteOfItems } from './taste.ts';

interface Vector extends TasteOfItems {
  readonly user: number;
  readonly expected: readonly number[];
}

/** The same file that the Java tests read: both recompute what a user prefers. */
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('../../vectors/datagen-taste.json', import.meta.url), 'utf8'),
);

test.each(vectors)('user $user of seed $seed prefers $expected of $clusters', ({ expected, user, ...taste }) => {
  expect(preferredClusters(taste, user)).toEqual(expected);
});
