import { derivedTopics, settingsOf } from '../../language/derived-topics.ts';
import type { Pipeline } from '../../language/model.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import type { DesiredTopic } from './desired.ts';

/** Declared topics, and those that sinks and hosted jobs bring with them. */
export function compileTopics(pipelines: readonly Pipeline[], { defaults }: ClusterAddresses): DesiredTopic[] {
  const declared = pipelines
    .flatMap((pipeline) => pipeline.topics)
    .map((declaration) => {
      const { pipeline, pointer, map, name, partitions, replication, config } = declaration;
      return { pipeline, pointer, map, name, partitions, replication, config, declaration };
    });
  const derived = derivedTopics(pipelines).map((topic) => {
    const { pipeline, pointer, map, name } = topic;
    return { pipeline, pointer, map, name, ...settingsOf(topic, defaults) };
  });
  return [...declared, ...derived];
}
