import type { RawKafka } from '../kafka/fetch.ts';
import { type Entry, joinPath } from '../store/store.ts';
import { chainPartitions } from './chain-files.ts';
import { DeadLetters } from './dead-letters.ts';
import { findStrangers, type Stranger } from './foreign.ts';
import type { KeptProofs } from './kept.ts';
import type { Finding, PartitionProof, SinkProof } from './proof.ts';
import { type ProvenPartition, provePartition } from './prove-partition.ts';
import { jsonLines, parquetRows, type RowFormat } from './rows/row-format.ts';
import type { ChainSink, ProvableSink } from './sink.ts';
import type { Progress, Subject } from './subject.ts';

export interface ProofSettings {
  readonly kafka: RawKafka;
  /** Whether a topic's `cleanup.policy` compacts it. */
  readonly isCompacted: (topic: string) => Promise<boolean>;
  readonly kept: KeptProofs;
  readonly deep: boolean;
  /** Do not build on earlier proofs. */
  readonly full: boolean;
  readonly progress: Progress;
}

/** Proves one sink: every topic it reads, every partition of it. Errors are those of Kafka and the store. */
export async function proveSink(sink: ProvableSink, settings: ProofSettings): Promise<SinkProof> {
  if ('unprovable' in sink) {
    const finding: Finding = { kind: 'unchecked', failure: false, message: `not provable: ${sink.unprovable}` };
    return { sink: sink.name, ok: null, partitions: [], findings: [finding], files: 0, bytes: 0 };
  }
  const deadLetters = once(async () => DeadLetters.read(settings.kafka, sink.deadLetter ?? ''));
  const topics = [];
  for (const topic of sink.topics) topics.push(await proveTopic(sink, topic, settings, deadLetters));
  const findings = [...incomparable(sink, settings), ...topics.flatMap((topic) => topic.findings)];
  return {
    sink: sink.name,
    ok: !findings.some(({ failure }) => failure) && topics.every(({ partitions }) => partitions.every(isWhole)),
    partitions: topics.flatMap((topic) => topic.partitions),
    findings,
    files: topics.reduce((sum, { files }) => sum + files, 0),
    bytes: topics.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function isWhole({ missing, duplicates, changed }: PartitionProof): boolean {
  return missing === 0 && duplicates === 0 && changed === 0;
}

async function proveTopic(
  sink: ChainSink,
  topic: string,
  settings: ProofSettings,
  deadLetters: () => Promise<DeadLetters>,
) {
  const { kafka, kept, deep, full, progress } = settings;
  // files first, chains after: a file that is listed was named by its link before
  const listing = await listFiles(sink, topic);
  const chained = await chainPartitions(sink, topic);
  const existing = await kafka.partitions(topic);
  const findings: Finding[] = [];
  if (existing === undefined) {
    const failure = chained.length > 0;
    findings.push({ kind: 'unchecked', failure, message: 'the topic does not exist', topic });
    return { partitions: [], findings, files: 0, bytes: 0 };
  }
  const compacted = await settings.isCompacted(topic);
  const rows = deep ? rowFormat(sink, topic) : undefined;
  const proven = new Map<number, ProvenPartition>();
  for (const partition of existing) {
    const subject: Subject = { kafka, sink, topic, partition, compacted, listing, deadLetters, rows, progress };
    const before = full ? undefined : await kept.load(sink.connector, topic, partition);
    proven.set(partition, await provePartition(subject, before));
  }
  const strangers = await stillThere(sink, findStrangers({ topic, partitions: proven }, listing));
  for (const [partition, { keep }] of proven) {
    const spoiled = strangers.some((stranger) => stranger.partition === partition && stranger.finding.failure);
    if (keep !== undefined && !spoiled) await kept.save(sink.connector, topic, partition, keep);
  }
  const live = [...proven.values()].flatMap(({ chain }) => chain.ranges.flatMap(({ files }) => files));
  return {
    partitions: [...proven.values()].map(({ proof }) => withStrangers(proof, strangers)),
    findings: [
      ...findings,
      ...[...proven.values()].flatMap((one) => one.findings),
      ...strangers.map((one) => one.finding),
    ],
    files: live.length,
    bytes: live.reduce((sum, file) => sum + file.bytes, 0),
  };
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

function rowFormat(sink: ChainSink, topic: string): RowFormat | undefined {
  const contract = sink.contracts.get(topic);
  if (sink.incomparable !== undefined) return undefined;
  if (sink.format === 'json') return jsonLines(contract);
  return contract === undefined ? undefined : parquetRows(contract);
}

function incomparable(sink: ChainSink, { deep }: ProofSettings): Finding[] {
  if (!deep) return [];
  const unchecked = (message: string, topic?: string): Finding => ({
    kind: 'unchecked',
    failure: false,
    message,
    ...(topic !== undefined && { topic }),
  });
  if (sink.incomparable !== undefined) return [unchecked(sink.incomparable)];
  return sink.topics
    .filter((topic) => rowFormat(sink, topic) === undefined)
    .map((topic) => unchecked('its events have no contract, so rows were not compared', topic));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
