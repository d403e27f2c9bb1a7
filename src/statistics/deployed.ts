import type { KafkaReader } from '../clients/kafka/reader.ts';
import { stateTopicOf } from '../streams/names.ts';
import { readStates } from '../streams/read-states.ts';
import { newestState, type StoredState } from '../streams/stored-state.ts';
import { decodeTopicState, type TopicState } from './fold.ts';
import { countingDigest, type StatisticsSpec, topicsOf } from './spec.ts';

/** What a deployed job has stored of one partition. */
export interface DeployedState extends StoredState {
  readonly tables: TopicState;
}

/** The newest state of each partition that a job reads, as it is declared now; partitions without one are left out. */
export async function deployedStates(
  kafka: KafkaReader,
  job: string,
  spec: StatisticsSpec,
  topics = topicsOf(spec),
): Promise<readonly DeployedState[]> {
  const states = await readStates(kafka, stateTopicOf(job));
  const ids = await kafka.topicIds(topics);
  const found: DeployedState[] = [];
  for (const topic of topics) {
    const digest = countingDigest(spec, topic);
    for (const partition of (await kafka.partitions(topic)) ?? []) {
      const state = newestState(states, { topic, partition, topicId: ids.get(topic) ?? '', digest });
      if (state !== undefined) found.push({ ...state, tables: decodeTopicState(state.bytes) });
    }
  }
  return found;
}
