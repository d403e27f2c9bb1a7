import { type Entry, joinPath } from '../store/store.ts';
import { absentTopic, deletedTopic } from './absent.ts';
import { listChain } from './chain-files.ts';
import type { ChainState } from './chain-state.ts';
import type { DeadLetters } from './dead-letters.ts';
import { findStrangers, type Stranger } from './foreign.ts';
import type { Finding, PartitionProof } from './proof.ts';
import type { ProofSettings } from './proof-settings.ts';
import { type ProvenPartition, provePartition } from './prove-partition.ts';
import { type ChainSink, rowFormatOf } from './sink.ts';
import type { Subject } from './subject.ts';

const LOOKS = 3;

interface NewestLink {
  readonly partition: number;
  readonly seq: number;
}

export interface TopicProof {
  readonly partitions: readonly PartitionProof[];
  readonly findings: readonly Finding[];
  readonly files: number;
  readonly bytes: number;
  /** Each chain's newest link as the proof saw it. */
  readonly newest: readonly NewestLink[];
}

/**
 * Proves a topic. A sink at work moves files and links while they are looked at (a reset or `hdfs rm` even takes files
 * away), so what seems wrong in a chain that has grown meanwhile is looked at again.
 */
export async function proveTopic(
  sink: ChainSink,
  topic: string,
  settings: ProofSettings,
  deadLetters: () => Promise<DeadLetters>,
): Promise<TopicProof> {
  for (let look = 1; ; look++) {
    const proof = await proveOnce(sink, topic, settings, deadLetters);
    const failing = new Set(proof.findings.filter(({ failure }) => failure).map(({ partition }) => partition));
    const doubtful = proof.newest.filter(({ partition }) => failing.has(partition));
    if (look === LOOKS || !(await haveGrown(sink, topic, doubtful))) return proof;
  }
}

async function haveGrown(sink: ChainSink, topic: string, seen: readonly NewestLink[]): Promise<boolean> {
  for (const { partition, seq } of seen) {
    const { seqs } = await listChain({ ...sink, topic, partition });
    if ((seqs.at(-1) ?? 0) > seq) return true;
  }
  return false;
}

async function proveOnce(
  sink: ChainSink,
  topic: string,
  settings: ProofSettings,
  deadLetters: () => Promise<DeadLetters>,
): Promise<TopicProof> {
  const { kafka, kept, deep, full, progress, pause, signal } = settings;
  // files first, chains after: a file that is listed was named by its link before
  const listing = await listFiles(sink, topic);
  const existing = await kafka.partitions(topic);
  const findings: Finding[] = [];
  if (existing === undefined) {
    const finding = sink.pattern === undefined ? absentTopic(topic) : deletedTopic(topic);
    return { partitions: [], findings: [finding], files: 0, bytes: 0, newest: [] };
  }
  // before the chains: the group never stands behind what the sink had committed
  const positions = await settings.groupPositions(sink.group, topic);
  const compacted = await settings.isCompacted(topic);
  const rows = deep ? rowFormatOf(sink, topic) : undefined;
  const proven = new Map<number, ProvenPartition>();
  for (const partition of existing) {
    const place = { sink, topic, partition, compacted, listing, groupPosition: positions.get(partition) };
    const subject: Subject = { ...place, kafka, deadLetters, rows, full, progress, pause, signal };
    proven.set(partition, await provePartition(subject, await kept.find(sink.connector, topic, partition)));
  }
  const strangers = await stillThere(sink, findStrangers({ topic, partitions: proven }, listing));
  for (const [partition, { keep }] of proven) {
    const spoiled = strangers.some((stranger) => stranger.partition === partition && stranger.finding.failure);
    if (keep !== undefined && !spoiled) await kept.save(sink.connector, topic, partition, keep);
  }
  const live = countLive([...proven.values()].map(({ chain }) => chain));
  return {
    partitions: [...proven.values()].map(({ proof }) => withStrangers(proof, strangers)),
    findings: [
      ...findings,
      ...[...proven.values()].flatMap((one) => one.findings),
      ...strangers.map((one) => one.finding),
    ],
    ...live,
    newest: [...proven].map(([partition, { chain, underWay }]) => ({
      partition,
      seq: (underWay ?? chain.tip)?.seq ?? 0,
    })),
  };
}

function countLive(chains: readonly ChainState[]): { readonly files: number; readonly bytes: number } {
  let [files, bytes] = [0, 0];
  for (const { ranges } of chains) {
    for (const range of ranges) {
      files += range.files.length;
      for (const file of range.files) bytes += file.bytes;
    }
  }
  return { files, bytes };
}

function withStrangers(proof: PartitionProof, strangers: readonly Stranger[]): PartitionProof {
  const own = strangers.filter(({ partition }) => partition === proof.partition);
  return { ...proof, duplicates: proof.duplicates + own.reduce((sum, { twice }) => sum + twice, 0) };
}

async function listFiles({ store, root }: ChainSink, topic: string): Promise<ReadonlyMap<string, Entry>> {
  const listing = new Map<string, Entry>();
  const cut = root === '/' ? 1 : root.length + 1;
  for await (const entry of store.walk(joinPath(root, topic))) listing.set(entry.path.slice(cut), entry);
  return listing;
}

/** The sink may have removed a file since the listing. */
async function stillThere({ store, root }: ChainSink, strangers: readonly Stranger[]): Promise<Stranger[]> {
  const there = await Promise.all(strangers.map(({ path }) => store.stat(joinPath(root, path))));
  return strangers.filter((_, index) => there[index] !== undefined);
}
