import { countCommitted } from '../../../clients/kafka/count-committed.ts';
import type { Bounds } from '../../../clients/kafka/fetch.ts';
import type { Finding, OffsetRange, PartitionProof } from '../../../verify/proof.ts';
import type { DecidedRange } from './control.ts';
import { proveRange, type RangeProof } from './prove-range.ts';
import { sumsOf } from './stored-rows.ts';
import type { PartitionSubject } from './subject.ts';
import { tilingOf } from './tiling.ts';

/** A proof, and what speaks against it. */
export interface ProvenPartition {
  readonly proof: PartitionProof;
  readonly findings: readonly Finding[];
}

/** How the records of a range are judged: by rows of their own, or by what they made of rows that others change too. */
export type JudgeRange = (subject: PartitionSubject, range: DecidedRange) => Promise<RangeProof>;

/** Proves one partition of a topic: its ranges tile the offsets, and each holds what the topic has there. */
export async function provePartition(
  subject: PartitionSubject,
  compacted: boolean,
  judge: JudgeRange = proveRange,
): Promise<ProvenPartition> {
  const { kafka, topic, partition, decided, progress } = subject;
  const place = { topic, partition };
  // After the database: a sink at work may by now stand behind an end that was asked before.
  const bounds = await kafka.bounds(topic, partition);
  const tiling = tilingOf(decided, place);
  const covered = tiling.covered ?? { from: bounds.start, to: bounds.start };
  const findings: Finding[] = [...tiling.findings, ...beyond(covered, bounds, place)];
  const results: RangeProof[] = [];
  for (const range of decided.ranges) {
    if (range.lost !== undefined) {
      findings.push({
        kind: 'lost',
        failure: false,
        message: `written off: ${range.lost}`,
        ...place,
        range: only(range),
      });
      continue;
    }
    const unchecked = whyUnchecked(range, bounds, compacted);
    const result = unchecked === undefined ? await judge(subject, range) : await countRows(subject, range, unchecked);
    results.push(result);
    findings.push(...result.findings);
  }
  const gaps = within(tiling.gaps, bounds);
  const uncovered = compacted ? [] : await countCommitted(kafka, topic, partition, gaps);
  const lost = uncovered.reduce((sum, count) => sum + count, 0);
  const position = Math.max(covered.to, bounds.start);
  const [lag = 0] =
    position < bounds.end
      ? await countCommitted(kafka, topic, partition, [{ from: position, to: bounds.end }], progress.records)
      : [];
  const sum = (of: (result: RangeProof) => number) => results.reduce((total, result) => total + of(result), 0);
  return {
    proof: {
      topic,
      partition,
      records: sum(({ records }) => records) + lost,
      stored: sum(({ stored }) => stored),
      missing: sum(({ missing }) => missing) + lost,
      duplicates: sum(({ duplicates }) => duplicates),
      deadLettered: decided.dead.length,
      deadLetterRepeats: 0,
      tombstones: decided.ranges.reduce((total, { tombstones }) => total + tombstones, 0),
      retired: 0,
      changed: sum(({ changed }) => changed),
      lag,
      covered,
      provenBefore: covered.from,
    },
    findings,
  };
}

const only = ({ from, to }: OffsetRange): OffsetRange => ({ from, to });

/** The parts of `ranges` that the topic still has. */
const within = (ranges: readonly OffsetRange[], { start, end }: Bounds): OffsetRange[] =>
  ranges
    .map(({ from, to }) => ({ from: Math.max(from, start), to: Math.min(to, end) }))
    .filter(({ from, to }) => from < to);

/** Notices a topic that was cut off, or deleted and created again. */
function beyond({ from, to }: OffsetRange, { end }: Bounds, place: Pick<Finding, 'topic' | 'partition'>): Finding[] {
  if (to <= end) return [];
  const message = `the sink stands at offset ${to}, the topic ends at ${end}: it was recreated or cut off`;
  return [{ kind: 'broken-ranges', failure: true, message, ...place, range: { from: Math.max(from, end), to } }];
}

function whyUnchecked({ from, to }: DecidedRange, { start, end }: Bounds, compacted: boolean): string | undefined {
  if (compacted) return 'the topic is compacted, so its records cannot be counted';
  if (to <= start && from < to) return 'retention has removed these records from the topic';
  if (from < start) return 'retention has removed some of these records from the topic';
  return to > end ? 'the topic does not have all of these offsets' : undefined;
}

/** What is left where the topic cannot be asked: the rows that the range says it has. */
async function countRows(subject: PartitionSubject, range: DecidedRange, why: string): Promise<RangeProof> {
  const { postgres, tables, topic, partition, settings } = subject;
  const place = { topic, partition, range: only(range) };
  const unchecked: Finding = { kind: 'unchecked', failure: false, message: why, ...place };
  const records = range.rows + range.dead + range.tombstones;
  if (settings.mode === 'upsert') {
    return { records, stored: range.rows, missing: 0, duplicates: 0, changed: 0, findings: [unchecked] };
  }
  const { count } = await sumsOf(postgres, tables, partition, range);
  const message = `the range decided ${range.rows} rows, and ${count} are there`;
  const wrong: Finding = { kind: count < range.rows ? 'missing' : 'duplicate', failure: true, message, ...place };
  return {
    records,
    stored: count,
    missing: Math.max(0, range.rows - count),
    duplicates: Math.max(0, count - range.rows),
    changed: 0,
    findings: count === range.rows ? [unchecked] : [unchecked, wrong],
  };
}
