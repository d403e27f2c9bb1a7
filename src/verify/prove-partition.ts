import { together } from '../base/together.ts';
import type { ChainState } from './chain-state.ts';
import { checkDeadLetters } from './check-dead-letters.ts';
import type { RangeResult } from './judge-range.ts';
import type { Kept, KeptProof } from './kept.ts';
import type { Link } from './link.ts';
import { isPresentCommit, type LiveRange } from './live-range.ts';
import { isUnderWay } from './newest-commit.ts';
import { newestGone } from './newest-gone.ts';
import { checkPosition, countGaps, countLag } from './position.ts';
import type { Finding, OffsetRange, PartitionProof } from './proof.ts';
import { proveRanges } from './ranges.ts';
import { placeOf, readChain } from './read-chain.ts';
import { during, type Subject } from './subject.ts';

/** A partition's proof before its directory was searched for files that no link names. */
export interface ProvenPartition {
  readonly proof: PartitionProof;
  readonly findings: readonly Finding[];
  readonly chain: ChainState;
  /** The newest link, when its commit is still being carried out: `chain` ends before it. */
  readonly underWay: Link | undefined;
  /** Links that should exist and do not: their files are no strangers. */
  readonly missingLinks: ReadonlySet<number>;
  /** What the next run may build on; undefined when something is wrong. */
  readonly keep: KeptProof | undefined;
}

/** Proves one topic-partition of one sink, from the last kept proof on when there is one that still holds. */
export async function provePartition(subject: Subject, kept: Kept | undefined): Promise<ProvenPartition> {
  const { kafka, topic, partition, rows, groupPosition } = subject;
  const read = await readChain(subject, kept);
  // after the chain: a sink at work may by now stand behind an end that was asked before
  const bounds = await kafka.bounds(topic, partition);
  const underWay = (await isUnderWay(subject, read.chain.tip)) ? read.chain.tip : undefined;
  const chain = underWay === undefined ? read.chain : read.before;

  const known = new Map(read.results.map((result) => [result.seq, result]));
  const open = chain.ranges.filter((range) => !stillProven(subject, range, known.get(range.seq)));
  const proven = await proveRanges(subject, open, bounds);
  const results = [...proven.results, ...keptResults(chain, open, known)];
  const [holes, lag, strangers, letters] = await together(subject.signal, (start) =>
    Promise.all([
      start((signal) => countGaps(during(subject, signal), chain, bounds)),
      start((signal) => countLag(during(subject, signal), chain, bounds)),
      start((signal) => checkPosition(during(subject, signal), chain, bounds)),
      start((signal) => checkDeadLetters(during(subject, signal), open)),
    ]),
  );
  const lost = chain.lost.map((range) => lostFinding(subject, range));
  const findings = [
    ...read.findings,
    ...chain.breaks,
    ...newestGone({ topic, partition, place: placeOf(subject), chain: read.chain, kept: kept?.head, groupPosition }),
    ...strangers,
    ...proven.findings,
    ...letters.findings,
    ...lost,
    ...(underWay === undefined ? [] : [underWayFinding(subject, underWay)]),
  ];
  const sum = (of: (result: RangeResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const restored = new Set(chain.ranges.filter((range) => range.restored !== undefined).map(({ seq }) => seq));
  const covered = chain.covered ?? { from: bounds.start, to: bounds.start };
  const again = new Set(open);
  const provenBefore = chain.ranges
    .filter((range) => isPresentCommit(range) && !again.has(range))
    .reduce((end, { to }) => Math.max(end, to), covered.from);
  const proof: PartitionProof = {
    topic,
    partition,
    // dead letters that were stored later are among the records of the commit that met them
    records: sum(({ seq, records }) => (restored.has(seq) ? 0 : records)) + holes,
    stored: sum(({ stored }) => stored),
    missing: sum(({ missing }) => missing) + holes,
    duplicates: sum(({ duplicates }) => duplicates),
    changed: sum(({ changed }) => changed),
    deadLettered: chain.ranges.reduce(
      (total, range) => total + range.deadLettered.length - (range.restored?.length ?? 0),
      0,
    ),
    deadLetterRepeats: letters.repeats,
    tombstones: chain.ranges.reduce((total, range) => total + range.tombstones, 0),
    retired: chain.ranges.flatMap((range) => range.retired).reduce((total, file) => total + file.records, 0),
    lag,
    covered: { from: covered.from, to: covered.to },
    provenBefore,
  };
  const { tip } = chain;
  // a reset may still be superseded by another, so a kept proof never ends on one
  const sound = tip !== undefined && tip.kind !== 'reset' && !findings.some(({ failure }) => failure);
  const keep: KeptProof | undefined = sound
    ? {
        version: 5,
        place: placeOf(subject),
        deep: rows !== undefined,
        fingerprint: read.fingerprint(tip.seq),
        chain,
        results,
      }
    : undefined;
  return { proof, findings, chain, underWay, missingLinks: read.missing, keep };
}

function keptResults(
  chain: ChainState,
  open: readonly LiveRange[],
  known: ReadonlyMap<number, RangeResult>,
): RangeResult[] {
  const again = new Set(open.map(({ seq }) => seq));
  return chain.ranges.flatMap(({ seq }) => (again.has(seq) ? [] : (known.get(seq) ?? [])));
}

/** Whether a range was proven before and neither it nor its files were touched since. */
function stillProven({ listing }: Subject, range: LiveRange, result: RangeResult | undefined): boolean {
  if (result === undefined || result.files.length !== range.files.length) return false;
  return result.files.every(({ bytes, modified }, index) => {
    const entry = listing.get(range.files[index]?.path ?? '');
    return entry !== undefined && entry.bytes === bytes && entry.modified === modified;
  });
}

function underWayFinding({ topic, partition }: Subject, { seq, kind, records, retired, from, to }: Link): Finding {
  const message =
    kind === 'replace'
      ? `link ${seq} is being carried out: larger files are about to take the place of ${retired.length}`
      : `commit ${seq} is being carried out: its files are not in their places yet, its ${records} records count as lag`;
  return { kind: 'in-progress', failure: false, message, topic, partition, range: { from, to } };
}

function lostFinding({ topic, partition }: Subject, { from, to, reason }: OffsetRange & { reason: string }): Finding {
  return { kind: 'lost', failure: false, message: `written off: ${reason}`, topic, partition, range: { from, to } };
}
