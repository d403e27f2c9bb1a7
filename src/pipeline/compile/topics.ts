import { type DerivedTopic, derivedTopics } from '../../language/derived-topics.ts';
import type { Pipeline } from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { DesiredTopic } from './desired.ts';

/** A rejected record carries its reason in headers, so it is larger than the record it was. */
const deadLetterConfig = { 'retention.ms': '-1', 'max.message.bytes': '10485760' };
const recommendationsConfig = { 'cleanup.policy': 'compact' };
/** Counters are what the whole log says. */
const logConfig = { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' };

/** Partitions, replication and settings of a topic that something brings with it. */
export function derivedSettings(
  purpose: DerivedTopic['purpose'],
  { partitions, replication }: ClusterAddresses['defaults'],
): Pick<DesiredTopic, 'partitions' | 'replication' | 'config'> {
  switch (purpose) {
    case 'dead letters':
      return { partitions: 1, replication, config: deadLetterConfig };
    case 'the log of a recommender':
      return { partitions: 1, replication, config: logConfig };
    case 'recommendations':
      return { partitions, replication, config: recommendationsConfig };
  }
}

/** Declared topics, and those that sinks and recommenders bring with them. */
export function compileTopics(pipelines: readonly Pipeline[], { defaults }: ClusterAddresses): DesiredTopic[] {
  const declared = pipelines
    .flatMap((pipeline) => pipeline.topics)
    .map((declaration) => {
      const { pipeline, pointer, map, name, partitions, replication, config } = declaration;
      return { pipeline, pointer, map, name, partitions, replication, config, declaration };
    });
  const derived = derivedTopics(pipelines).map(({ pipeline, pointer, map, name, purpose }) => ({
    pipeline,
    pointer,
    map,
    name,
    ...derivedSettings(purpose, defaults),
  }));
  return [...declared, ...derived];
}
