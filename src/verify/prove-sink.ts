import { proveOutput } from '../components/spark/proof/prove-output.ts';
import { neverApplied } from './absent.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Finding, PartitionProof, SinkProof } from './proof.ts';
import { type ProofSettings, proveTopic } from './prove-topic.ts';
import { rowFormatOf } from './rows/row-format.ts';
import { type ChainSink, hasCommitLog, type ProvableSink } from './sink.ts';

/** Proves one sink: every topic it reads, every partition of it. Errors are those of Kafka and the store. */
export async function proveSink(sink: ProvableSink, settings: ProofSettings): Promise<SinkProof> {
  if ('unprovable' in sink) {
    const finding: Finding = { kind: 'unchecked', failure: false, message: `not provable: ${sink.unprovable}` };
    return { sink: sink.name, ok: null, partitions: [], findings: [finding], files: 0, bytes: 0 };
  }
  if (!hasCommitLog(sink)) return proveOutput(sink, settings);
  const deadLetters = once(async () => DeadLetters.read(settings.kafka, sink.deadLetter ?? ''));
  const topics = [];
  for (const topic of sink.topics) topics.push(await proveTopic(sink, topic, settings, deadLetters));
  const never = await neverApplied(sink);
  const found = topics.flatMap((topic) => topic.findings);
  const findings = [
    ...never,
    ...incomparable(sink, settings),
    // Of a sink that was never applied it goes without saying that its topics are not there.
    ...(never.length === 0 ? found : found.filter(({ kind }) => kind !== 'absent')),
  ];
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
    .filter((topic) => rowFormatOf(sink, topic) === undefined)
    .map((topic) => unchecked('its events have no contract, so rows were not compared', topic));
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
