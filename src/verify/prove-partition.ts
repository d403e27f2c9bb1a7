import { createHash } from 'node:crypto';
import { committedRecords, countCommitted } from '../kafka/committed.ts';
import type { Bounds } from '../kafka/fetch.ts';
import { joinPath } from '../store/store.ts';
import { type ChainState, emptyChain, type LiveRange, walkChain } from './chain.ts';
import { listChain } from './chain-files.ts';
import { from, gapsOf } from './gaps.ts';
import type { RangeResult } from './judge-range.ts';
import type { KeptProof } from './kept.ts';
import type { Finding, OffsetRange, PartitionProof } from './proof.ts';
import { proveRanges } from './ranges.ts';
import type { Subject } from './subject.ts';

/** A partition's proof before its directory was searched for files that no link names. */
export interface ProvenPartition {
  readonly proof: PartitionProof;
  readonly findings: readonly Finding[];
  readonly chain: ChainState;
  /** Links that should exist and do not: their files are no strangers. */
  readonly missingLinks: ReadonlySet<number>;
  /** What the next run may build on; undefined when something is wrong. */
  readonly keep: KeptProof | undefined;
}

/** Proves one topic-partition of one sink, from the last kept proof on when there is one that still holds. */
export async function provePartition(subject: Subject, kept: KeptProof | undefined): Promise<ProvenPartition> {
  const { kafka, topic, partition, rows } = subject;
  const bounds = await kafka.bounds(topic, partition);
  const read = await readChain(subject, kept);
  const { chain, results: before } = read;
  await awaitFilesOfTip(subject, chain);

  const known = new Map(before.map((result) => [result.seq, result]));
  const open = chain.ranges.filter((range) => !stillProven(subject, range, known.get(range.seq)));
  const proven = await proveRanges(subject, open, bounds);
  const results = [...proven.results, ...keptResults(chain, open, known)];
  const [holes, lag, strangers, letters] = await Promise.all([
    countGaps(subject, chain, bounds),
    countLag(subject, chain, bounds),
    checkPosition(subject, chain, bounds),
    checkDeadLetters(subject, open),
  ]);
  const lost = chain.lost.map((range) => lostFinding(subject, range));
  const findings = [...read.findings, ...chain.breaks, ...strangers, ...proven.findings, ...letters.findings, ...lost];
  const sum = (of: (result: RangeResult) => number) => results.reduce((total, result) => total + of(result), 0);
  const covered = chain.covered ?? { from: bounds.start, to: bounds.start };
  const provenBefore = Math.max(covered.from, ...keptResults(chain, open, known).map(({ seq }) => endOf(chain, seq)));
  const proof: PartitionProof = {
    topic,
    partition,
    records: sum(({ records }) => records) + holes,
    stored: sum(({ stored }) => stored),
    missing: sum(({ missing }) => missing) + holes,
    duplicates: sum(({ duplicates }) => duplicates),
    changed: sum(({ changed }) => changed),
    deadLettered: chain.ranges.reduce((total, range) => total + range.deadLettered.length, 0),
    deadLetterRepeats: letters.repeats,
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
        version: 1,
        place: placeOf(subject),
        deep: rows !== undefined,
        fingerprint: read.fingerprint(tip.seq),
        chain,
        results,
      }
    : undefined;
  return { proof, findings, chain, missingLinks: read.missing, keep };
}

function placeOf({ sink }: Subject): string {
  return `${sink.store.uri}${sink.root}`;
}

function endOf(chain: ChainState, seq: number): number {
  return chain.ranges.find((range) => range.seq === seq && range.former !== true)?.to ?? 0;
}

function keptResults(
  chain: ChainState,
  open: readonly LiveRange[],
  known: ReadonlyMap<number, RangeResult>,
): RangeResult[] {
  const again = new Set(open.map(({ seq }) => seq));
  return chain.ranges.flatMap(({ seq }) => (again.has(seq) ? [] : (known.get(seq) ?? [])));
}

async function readChain(subject: Subject, kept: KeptProof | undefined) {
  const { sink, topic, partition, rows } = subject;
  const stored = await listChain({ ...sink, topic, partition });
  const seq = kept?.chain.tip?.seq ?? 0;
  const holds =
    kept !== undefined &&
    kept.place === placeOf(subject) &&
    (kept.deep || rows === undefined) &&
    kept.fingerprint === stored.fingerprint(seq);
  const { links, findings } = await stored.readAfter(holds ? seq : 0);
  const chain = walkChain(links, { topic, partition }, holds ? kept.chain : emptyChain);
  const there = new Set(stored.seqs);
  const missing = Array.from({ length: stored.seqs.at(-1) ?? 0 }, (_, index) => index + 1).filter((n) => !there.has(n));
  return {
    chain,
    findings,
    results: holds ? kept.results : [],
    missing: new Set(missing),
    fingerprint: stored.fingerprint,
  };
}

/** Whether a range was proven before and neither it nor its files were touched since. */
function stillProven({ listing }: Subject, range: LiveRange, result: RangeResult | undefined): boolean {
  if (result === undefined || result.files.length !== range.files.length) return false;
  return result.files.every(({ path, bytes, modified }) => {
    const entry = listing.get(path);
    return entry !== undefined && entry.bytes === bytes && entry.modified === modified;
  });
}

/** The sink renames the files of its newest link after creating it: gives it a moment. */
async function awaitFilesOfTip({ sink, listing }: Subject, { tip, ranges }: ChainState): Promise<void> {
  const files = ranges.find(({ seq }) => seq === tip?.seq)?.files ?? [];
  for (const { path } of files) {
    if (listing.has(path)) continue;
    for (let attempt = 0; attempt < 10; attempt++) {
      if ((await sink.store.stat(joinPath(sink.root, path))) !== undefined) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function countGaps({ kafka, topic, partition, compacted }: Subject, chain: ChainState, bounds: Bounds) {
  if (compacted) return 0;
  const gaps = from(gapsOf(chain), bounds.start).filter(({ to }) => to <= bounds.end);
  return (await countCommitted(kafka, topic, partition, gaps)).reduce((sum, count) => sum + count, 0);
}

async function countLag({ kafka, topic, partition, progress }: Subject, { covered }: ChainState, bounds: Bounds) {
  const position = Math.max(covered?.to ?? bounds.start, bounds.start);
  if (position >= bounds.end) return 0;
  const [lag = 0] = await countCommitted(
    kafka,
    topic,
    partition,
    [{ from: position, to: bounds.end }],
    progress.records,
  );
  return lag;
}

/** Notices a topic that was deleted and created again: it ends too early, or holds another record where the sink stands. */
async function checkPosition(
  { kafka, topic, partition }: Subject,
  chain: ChainState,
  bounds: Bounds,
): Promise<Finding[]> {
  const { covered, last } = chain;
  const broken = (message: string, range: OffsetRange): Finding[] => [
    { kind: 'broken-chain', failure: true, message, topic, partition, range },
  ];
  if (covered !== undefined && covered.to > bounds.end) {
    return broken(
      `the sink stands at offset ${covered.to}, the topic ends at ${bounds.end}: it was recreated or cut off`,
      { from: bounds.end, to: covered.to },
    );
  }
  if (last === undefined || last.offset < bounds.start || last.offset >= bounds.end) return [];
  const range = { from: last.offset, to: last.offset + 1 };
  for await (const { key, value } of committedRecords(kafka, topic, partition, range)) {
    const hash = createHash('sha256')
      .update(key ?? '')
      .update('\0')
      .update(value ?? '')
      .digest('hex')
      .slice(0, 32);
    if (hash === last.hash) return [];
  }
  return broken(`the record at offset ${last.offset} is not the one the sink stored: the topic was recreated`, range);
}

async function checkDeadLetters(subject: Subject, ranges: readonly LiveRange[]) {
  const { sink, topic, partition } = subject;
  const offsets = ranges.flatMap((range) => range.deadLettered.map(({ offset }) => offset));
  if (offsets.length === 0) return { findings: [], repeats: 0 };
  const letters = await subject.deadLetters();
  const absent = offsets.filter((offset) => letters.reports(topic, partition, offset) === 0);
  const repeats = offsets.reduce((sum, offset) => sum + Math.max(0, letters.reports(topic, partition, offset) - 1), 0);
  const [first, last] = [absent[0], absent.at(-1)];
  if (first === undefined || last === undefined) return { findings: [], repeats };
  const where = sink.deadLetter ?? 'no dead-letter topic';
  const which =
    absent.length === 1 ? `the record at offset ${first}` : `${absent.length} records from offset ${first} on`;
  const finding: Finding = {
    kind: letters.complete ? 'dead-letter-missing' : 'unchecked',
    failure: letters.complete,
    message: `${which} counted as dead-lettered, but ${where} holds no report${letters.complete ? '' : ' (any more)'}`,
    topic,
    partition,
    range: { from: first, to: last + 1 },
  };
  return { findings: [finding], repeats };
}

function lostFinding({ topic, partition }: Subject, { from, to, reason }: OffsetRange & { reason: string }): Finding {
  return { kind: 'lost', failure: false, message: `written off: ${reason}`, topic, partition, range: { from, to } };
}
