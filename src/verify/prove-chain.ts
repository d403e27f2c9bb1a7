import { decoding } from '../clients/kafka/reader.ts';
import { neverApplied, noTopicYet } from './absent.ts';
import { listChain } from './chain-files.ts';
import { DeadLetters } from './dead-letters.ts';
import { filesBesideTopics } from './foreign.ts';
import type { Link } from './link.ts';
import { hasFilesOnTheirWay } from './newest-commit.ts';
import type { Finding, PartitionProof, SinkProof } from './proof.ts';
import type { ProofSettings } from './proof-settings.ts';
import type { ProvableSink } from './provable.ts';
import { proveTopic, type TopicProof } from './prove-topic.ts';
import { type ChainSink, rowFormatOf } from './sink.ts';
import { unreadable } from './unreadable.ts';

/** A sink whose chains of commit links tell what it stored. */
export const provableByChain = (chain: ChainSink): ProvableSink => ({
  name: chain.name,
  topics: chain.topics,
  catchesUp: true,
  position: (topic, partition) => positionOf(chain, { topic, partition }),
  prove: (settings) => proveChains(chain, { ...settings, kafka: decoding(settings.kafka, chain.decoderOf) }),
  chain,
});

/** What the last link says; a commit whose files are still on their way is not done. */
async function positionOf(sink: ChainSink, place: { readonly topic: string; readonly partition: number }) {
  const chain = await listChain({ ...sink, ...place });
  let tip: Link | undefined;
  for await (const { links } of chain.readAfter((chain.seqs.at(-1) ?? 0) - 1)) tip = links.at(-1);
  return (await hasFilesOnTheirWay(sink, tip)) ? 'on its way' : tip?.to;
}

/** Proves every topic of the sink, every partition of it. */
async function proveChains(sink: ChainSink, settings: ProofSettings): Promise<SinkProof> {
  const deadLetters = once(async () => DeadLetters.read(settings.kafka, sink.deadLetter ?? ''));
  const topics = [];
  for (const topic of sink.topics) topics.push(await proveTopicOrSay(sink, topic, settings, deadLetters));
  const never = await neverApplied(sink);
  const found = topics.flatMap((topic) => topic.findings);
  // what keeps a topic from being listed is told there
  const beside = found.some(({ kind }) => kind === 'unreadable') ? [] : await besideTopics(sink, settings.signal);
  const findings = [
    ...never,
    ...(never.length > 0 || sink.topics.length > 0 || sink.pattern === undefined ? [] : [noTopicYet(sink.pattern)]),
    ...incomparable(sink, settings),
    // Of a sink that was never applied it goes without saying that its topics are not there.
    ...(never.length === 0 ? found : found.filter(({ kind }) => kind !== 'absent')),
    ...beside,
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

/** A topic that cannot be proven hides nothing of the others. */
async function proveTopicOrSay(
  ...[sink, topic, settings, letters]: Parameters<typeof proveTopic>
): Promise<TopicProof> {
  try {
    return await proveTopic(sink, topic, settings, letters);
  } catch (error) {
    settings.signal.throwIfAborted();
    return { partitions: [], findings: [unreadable(error, topic)], files: 0, bytes: 0, newest: [] };
  }
}

/** Files in the sink's own path; that it cannot be listed hides nothing of the topics. */
async function besideTopics({ store, root }: ChainSink, signal: AbortSignal): Promise<Finding[]> {
  try {
    return filesBesideTopics(await store.list(root));
  } catch (error) {
    signal.throwIfAborted();
    return [unreadable(error)];
  }
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
