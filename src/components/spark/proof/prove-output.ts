import { committedBatches } from '../../../clients/kafka/committed.ts';
import { countCommitted } from '../../../clients/kafka/count-committed.ts';
import type { KafkaReader } from '../../../clients/kafka/reader.ts';
import { recordsOf } from '../../../clients/kafka/records.ts';
import { absentTopic } from '../../../verify/absent.ts';
import type { Finding, OffsetRange, PartitionProof, SinkProof } from '../../../verify/proof.ts';
import type { Progress } from '../../../verify/subject.ts';
import { type FileList, readFileList } from './file-list.ts';
import { firstOffsets, lastCommit, offsetsAfter } from './offsets.ts';
import { checkpointOf, directoryOf, type SparkOutput } from './output.ts';
import { readRows } from './stored-offsets.ts';
import { compareOffsets, type Tally } from './tally.ts';

interface Settings {
  readonly kafka: KafkaReader;
  readonly deep: boolean;
  readonly progress: Progress;
}

/** How far the output of one topic has come: its list, and the offsets that its batches cover. */
interface Extent {
  readonly list: FileList;
  readonly covered: ReadonlyMap<number, OffsetRange>;
}

async function extentOf(output: SparkOutput, topic: string): Promise<Extent> {
  const { store } = output.checkpoints;
  const checkpoint = checkpointOf(output, topic);
  // The list first: what it holds was planned in the checkpoint before.
  const list = await readFileList(output.store, directoryOf(output, topic));
  const batch = Math.max(list.batch, await lastCommit(store, checkpoint));
  const first = await firstOffsets(store, checkpoint, topic);
  const after = await offsetsAfter(store, checkpoint, topic, batch);
  const covered = [...after].map(([partition, to]) => [partition, { from: first.get(partition) ?? 0, to }] as const);
  return { list, covered: new Map(covered) };
}

/** Next offset that the output does not hold yet; undefined before its first batch. */
export async function outputPosition(
  output: SparkOutput,
  topic: string,
  partition: number,
): Promise<number | undefined> {
  return (await extentOf(output, topic)).covered.get(partition)?.to;
}

/**
 * Proves the files of a streaming job of Spark: by their coordinates, every committed record of the offsets that its
 * checkpoint covers is in exactly one row of exactly the files that `_spark_metadata` lists.
 */
export async function proveOutput(output: SparkOutput, settings: Settings): Promise<SinkProof> {
  const topics = [];
  for (const topic of output.topics) topics.push(await proveTopic(output, topic, settings));
  const partitions = topics.flatMap((topic) => topic.partitions);
  const findings = [...unlooked(settings), ...topics.flatMap((topic) => topic.findings)];
  const whole = partitions.every(({ missing, duplicates }) => missing === 0 && duplicates === 0);
  return {
    sink: output.name,
    ok: whole && !findings.some(({ failure }) => failure),
    partitions,
    findings,
    files: topics.reduce((sum, { files }) => sum + files, 0),
    bytes: topics.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

const unlooked = ({ deep }: Settings): Finding[] =>
  deep
    ? [
        {
          kind: 'unchecked',
          failure: false,
          message: "rows of Spark's files were told by their coordinates; values were not compared",
        },
      ]
    : [];

async function proveTopic(output: SparkOutput, topic: string, { kafka, progress }: Settings) {
  const existing = await kafka.partitions(topic);
  if (existing === undefined) {
    return { partitions: [], findings: [absentTopic(topic)], files: 0, bytes: 0 };
  }
  const { list, covered } = await extentOf(output, topic);
  const findings: Finding[] = await strangers(output, topic, list);
  const tallies = new Map<number, Tally>();
  for (const partition of existing) {
    const { start, end } = await kafka.bounds(topic, partition);
    const { from, to } = covered.get(partition) ?? { from: start, to: start };
    // What retention has removed from the topic cannot be held against it any more.
    const range = { from: Math.max(from, Math.min(start, to)), to };
    if (range.from > from) findings.push(removed(topic, partition, { from, to: range.from }));
    const expected = new Uint8Array(range.to - range.from);
    for await (const batch of committedBatches(kafka, topic, partition, {
      from: range.from,
      to: Math.min(range.to, end),
    })) {
      for (const { offset } of await recordsOf(batch)) {
        if (offset >= range.from && offset < range.to) expected[offset - range.from] = 1;
      }
      progress.records(batch.records);
    }
    tallies.set(partition, { range, expected, stored: new Uint8Array(expected.length), outside: 0, unreadable: 0 });
  }
  for (const file of list.files) {
    const fault = await readRows(output.store, file, output.format, (partition, offset, readable) =>
      count(tallies.get(partition), offset, readable),
    );
    progress.files(1);
    if (fault !== undefined) findings.push({ ...fault, failure: true, topic, file: file.path });
  }
  const partitions: PartitionProof[] = [];
  for (const [partition, tally] of tallies) {
    const compared = compareOffsets(tally, topic, partition);
    findings.push(...compared.findings);
    const { end } = await kafka.bounds(topic, partition);
    const [lag = 0] = await countCommitted(kafka, topic, partition, [
      { from: tally.range.to, to: Math.max(end, tally.range.to) },
    ]);
    partitions.push({ ...compared.proof, lag });
  }
  const bytes = list.files.reduce((sum, file) => sum + file.bytes, 0);
  return { partitions, findings, files: list.files.length, bytes };
}

function count(tally: Tally | undefined, offset: number, readable: boolean): void {
  if (tally === undefined) return;
  const index = offset - tally.range.from;
  if (index < 0 || index >= tally.stored.length) tally.outside++;
  else tally.stored[index] = Math.min(255, (tally.stored[index] ?? 0) + 1);
  if (!readable) tally.unreadable++;
}

const removed = (topic: string, partition: number, range: OffsetRange): Finding => ({
  kind: 'unchecked',
  failure: false,
  message: 'the topic no longer holds these offsets',
  topic,
  partition,
  range,
});

/**
 * Files beside the list are what a batch left that was cut short: nothing to who reads by the list, rows twice to who
 * does not.
 */
async function strangers(output: SparkOutput, topic: string, { files }: FileList): Promise<Finding[]> {
  const listed = new Set(files.map(({ path }) => path));
  const found: Finding[] = [];
  for await (const { path } of output.store.walk(directoryOf(output, topic))) {
    if (listed.has(path) || path.includes('/_') || path.slice(path.lastIndexOf('/') + 1).startsWith('.')) continue;
    const message = '`_spark_metadata` does not list this file: a batch that was cut short left it';
    found.push({ kind: 'foreign-file', failure: false, message, topic, file: path });
  }
  return found;
}
