import { createHash } from 'node:crypto';
import type { CountRow } from './count-row.ts';
import type { Model } from './model.ts';

const MODULUS = 1n << 128n;

/** Digests modulo 2^128: of what every instance has, and of the rows of each held shard. */
export interface Digests {
  readonly base: bigint;
  readonly shards: ReadonlyMap<number, bigint>;
}

function hashOf(...parts: readonly (string | number)[]): bigint {
  const hash = createHash('sha256').update(parts.join('\0')).digest('hex');
  return BigInt(`0x${hash.slice(0, 32)}`);
}

/**
 * Digests of all counters by item id: Σ SHA-256(kind, ids, count) modulo 2^128. The order of events of different users,
 * the numbering of items and zeros do not change them, and the sum over any division of the shards is the same: two
 * ways to the same counts agree.
 */
export function digestsOf(model: Model): Digests {
  const digesting = digestItemByItem(model);
  for (;;) {
    const { done, value } = digesting.next();
    if (done === true) return value;
  }
}

/**
 * The same, with a stop after every item, where other work may come in; the counters must stay as they are meanwhile.
 */
export function* digestItemByItem(model: Model): Generator<undefined, Digests> {
  const { items, shards, counters } = model;
  const sums = new Map(shards.held.map((shard) => [shard, 0n]));
  let base = 0n;
  const rowDigest = (kind: string, item: number, row: CountRow): bigint => {
    let sum = 0n;
    row.visit((key, count) => {
      sum += hashOf(kind, items.name(item), items.name(key), count);
    });
    return sum;
  };
  for (let item = 0; item < items.size; item++) {
    const [popularity, itemCount] = [model.popularity(item), model.itemCount(item)];
    if (popularity !== 0) base += hashOf('popularity', items.name(item), popularity);
    if (itemCount !== 0) base += hashOf('itemCount', items.name(item), itemCount);
    const before = sums.get(shards.of(item));
    if (before === undefined) continue;
    const rows =
      rowDigest('pairs', item, counters.pairs.row(item)) + rowDigest('sequences', item, counters.sequences.row(item));
    sums.set(shards.of(item), (before + rows) % MODULUS);
    yield;
  }
  return { base: base % MODULUS, shards: sums };
}

/** The sum over the base and these shards, in hex; over all shards it is the digest of all counters. */
export function totalDigest({ base, shards }: Digests): string {
  const sum = [...shards.values()].reduce((total, shard) => total + shard, base);
  return (sum % MODULUS).toString(16).padStart(32, '0');
}

/** The digest of all counters that this model holds. */
export const countersDigest = (model: Model): string => totalDigest(digestsOf(model));
