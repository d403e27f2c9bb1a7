import { derivedSettings, derivedTopics } from '../../language/derived-topics.ts';
import type { Pipeline } from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { DesiredTopic } from './desired.ts';

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
