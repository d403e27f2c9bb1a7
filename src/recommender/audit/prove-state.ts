import { digestText, naiveShard, rowDigest, totalsDigest } from './naive/digest.ts';
import type { NaiveRow } from './naive/row.ts';
import { type Total, Totals } from './naive/totals.ts';
import type { Findings, StateProof } from './proof.ts';
import type { ReadLog } from './read-log.ts';

/** The counts of one state (a snapshot of one instance), by item id. */
export interface StateCounts {
  /** Where it is. */
  readonly state: string;
  /** Next log offset of all but the rows. */
  readonly asOf: number;
  /** Next log offset of the rows of each shard it has. */
  readonly shards: ReadonlyMap<number, number>;
  readonly digest: string;
  readonly items: Iterable<string>;
  total(item: string): Total;
  row(item: string): NaiveRow;
}

const none: Total = { popularity: 0, itemCount: 0 };

/** Compares every count of a state with those that follow from the log at the state's own offsets. */
export function proveState(
  counts: StateCounts,
  { timeline, items, rows }: Pick<ReadLog, 'timeline' | 'items' | 'rows'>,
  shards: number,
  findings: Findings,
): StateProof {
  const { state, asOf } = counts;
  let [compared, differences] = [0, 0];
  const compare = (what: string, has: number, expected: number, at: number) => {
    compared++;
    if (has === expected) return;
    differences++;
    const message = `${what} is ${has}, the log says ${expected}`;
    findings.add({ kind: 'changed-count', failure: true, message, state, asOf: at });
  };
  const compareAll = (
    kind: string,
    item: string,
    has: ReadonlyMap<string, number>,
    expected: ReadonlyMap<string, number>,
    at: number,
  ) => {
    for (const other of new Set([...has.keys(), ...expected.keys()])) {
      compare(`${kind}(${item}, ${other})`, has.get(other) ?? 0, expected.get(other) ?? 0, at);
    }
  };
  const totals = new Totals(timeline).at(asOf);
  let digest = totalsDigest(totals);
  for (const item of new Set([...items, ...counts.items])) {
    const [has, expected] = [counts.total(item), totals.get(item) ?? none];
    compare(`popularity(${item})`, has.popularity, expected.popularity, asOf);
    compare(`itemCount(${item})`, has.itemCount, expected.itemCount, asOf);
    const at = counts.shards.get(naiveShard(item, shards));
    if (at === undefined) continue;
    const [row, naive] = [counts.row(item), rows(item, at)];
    compareAll('pairs', item, row.pairs, naive.pairs, at);
    compareAll('sequences', item, row.sequences, naive.sequences, at);
    digest += rowDigest(item, naive);
  }
  const expectedDigest = digestText(digest);
  if (expectedDigest !== counts.digest) {
    const message = `its digest is ${counts.digest}, the log says ${expectedDigest}`;
    findings.add({ kind: 'changed-state', failure: true, message, state, asOf });
  }
  return {
    state,
    asOf,
    shards: counts.shards.size,
    counts: compared,
    digest: counts.digest,
    expectedDigest,
    differences,
  };
}
