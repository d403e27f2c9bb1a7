import type { ClusterAddresses } from '../cluster/addresses.ts';
import { derivedTopics } from '../language/derived-topics.ts';
import type { Pipeline } from '../language/model.ts';
import type { DesiredTopic } from './desired.ts';

/** A rejected record carries its reason in headers, so it is larger than the record it was. */
const deadLetterConfig = { 'retention.ms': '-1', 'max.message.bytes': '10485760' };
const recommendationsConfig = { 'cleanup.policy': 'compact' };

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
    partitions: purpose === 'dead letters' ? 1 : defaults.partitions,
    replication: defaults.replication,
    config: purpose === 'dead letters' ? deadLetterConfig : recommendationsConfig,
  }));
  return [...declared, ...derived];
}
