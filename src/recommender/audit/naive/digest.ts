import { createHash } from 'node:crypto';
import type { NaiveRow } from './row.ts';
import type { Total } from './totals.ts';

/** What one count adds to a digest: the first 128 bits of the SHA-256 of its kind, ids and value. */
function share(...parts: readonly (string | number)[]): bigint {
  return BigInt(`0x${createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32)}`);
}

const sum = (shares: readonly bigint[]): bigint => shares.reduce((all, one) => all + one, 0n);

/** The digest of popularity and itemCount of every item. */
export function totalsDigest(totals: ReadonlyMap<string, Total>): bigint {
  return sum(
    [...totals].flatMap(([item, { popularity, itemCount }]) => [
      share('popularity', item, popularity),
      share('itemCount', item, itemCount),
    ]),
  );
}

/** The digest of one item's row. */
export function rowDigest(item: string, { pairs, sequences }: NaiveRow): bigint {
  const shares = (kind: string, counts: ReadonlyMap<string, number>) =>
    sum([...counts].map(([other, count]) => share(kind, item, other, count)));
  return shares('pairs', pairs) + shares('sequences', sequences);
}

/** Modulo 2^128, in hex. */
export const digestText = (digest: bigint): string => (digest % (1n << 128n)).toString(16).padStart(32, '0');

const hashes = new Map<string, bigint>();

function hashOf(item: string): bigint {
  const known = hashes.get(item);
  if (known !== undefined) return known;
  const bytes = Buffer.from(item, 'utf16le');
  const hash = bytes.reduce((before, byte) => ((before ^ BigInt(byte)) * 16_777_619n) % 2n ** 32n, 2_166_136_261n);
  hashes.set(item, hash);
  return hash;
}

/**
 * The shard of an item: FNV-1a with 32 bits over the bytes of its UTF-16 code units, low byte first; the upper half is
 * folded onto the lower one, modulo `shards`.
 */
export function naiveShard(item: string, shards: number): number {
  const hash = hashOf(item);
  return Number((hash ^ (hash / 2n ** 16n)) % BigInt(shards));
}
