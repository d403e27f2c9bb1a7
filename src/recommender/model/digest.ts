import { createHash } from 'node:crypto';
import type { CountRows } from './count-rows.ts';
import type { Model } from './model.ts';

const MODULUS = 1n << 128n;

/**
 * A digest of all counters by item id: Σ SHA-256(kind, ids, count) modulo 2^128, written in hex. The order of events of
 * different users, the numbering of items and zeros do not change it, so that any two ways to the same counts agree.
 */
export function countersDigest({ items, counters }: Model): string {
  let sum = 0n;
  const add = (...parts: readonly (string | number)[]) => {
    const hash = createHash('sha256').update(parts.join('\0')).digest('hex');
    sum = (sum + BigInt(`0x${hash.slice(0, 32)}`)) % MODULUS;
  };
  const addRows = (kind: string, rows: CountRows) => {
    for (let row = 0; row < rows.rows; row++) {
      rows.row(row).visit((key, count) => add(kind, items.name(row), items.name(key), count));
    }
  };
  for (let item = 0; item < items.size; item++) {
    const [popularity, itemCount] = [counters.popularity[item] ?? 0, counters.itemCount[item] ?? 0];
    if (popularity !== 0) add('popularity', items.name(item), popularity);
    if (itemCount !== 0) add('itemCount', items.name(item), itemCount);
  }
  addRows('pairs', counters.pairs);
  addRows('sequences', counters.sequences);
  return sum.toString(16).padStart(32, '0');
}
