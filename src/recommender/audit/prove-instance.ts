import type { DescribedInstance } from '../http/instances.ts';
import { digestText, naiveShard, rowDigest, totalsDigest } from './naive/digest.ts';
import { Totals } from './naive/totals.ts';
import type { Findings, StateProof } from './proof.ts';
import type { ReadLog } from './read-log.ts';

/** Compares the digests that a running instance tells with those that follow from the log at its offsets. */
export function proveInstance(
  { id, address, state }: DescribedInstance,
  { timeline, items, rows }: ReadLog,
  shardCount: number,
  findings: Findings,
): StateProof | undefined {
  const where = `instance ${id} at ${address}`;
  if (state === null) {
    findings.add({ kind: 'silent-instance', failure: false, message: 'it does not tell its state', state: where });
    return undefined;
  }
  const { asOf, base, shards } = state;
  let differences = 0;
  const compare = (what: string, has: string, expected: bigint, at: number) => {
    if (has === digestText(expected)) return;
    differences++;
    const message = `its digest of ${what} is ${has}, the log says ${digestText(expected)}`;
    findings.add({ kind: 'changed-state', failure: true, message, state: where, asOf: at });
  };
  const expectedBase = totalsDigest(new Totals(timeline).at(asOf));
  compare('popularity and itemCount', base, expectedBase, asOf);
  const byShard = Map.groupBy([...items], (item) => naiveShard(item, shardCount));
  let [total, expectedTotal] = [BigInt(`0x${base}`), expectedBase];
  for (const [shard, { asOf: at, digest }] of Object.entries(shards)) {
    const own = byShard.get(Number(shard)) ?? [];
    const expected = own.reduce((sum, item) => sum + rowDigest(item, rows(item, at)), 0n);
    compare(`shard ${shard}`, digest, expected, at);
    total += BigInt(`0x${digest}`);
    expectedTotal += expected;
  }
  return {
    state: where,
    asOf,
    shards: Object.keys(shards).length,
    counts: 1 + Object.keys(shards).length,
    digest: digestText(total),
    expectedDigest: digestText(expectedTotal),
    differences,
  };
}
