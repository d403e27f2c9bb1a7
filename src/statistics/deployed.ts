import type { KafkaReader } from '../clients/kafka/reader.ts';
import { stateTopicOf } from '../streams/names.ts';
import { readStates } from '../streams/read-states.ts';
import { type FoundState, newestState, type StoredState } from '../streams/stored-state.ts';
import { decodeTopicState, type TopicState } from './fold.ts';
import { countingDigest, type StatisticsSpec, topicsOf } from './spec.ts';

/** What a deployed job has stored of one partition. */
export interface DeployedState extends StoredState {
  readonly tables: TopicState;
}

/** What is asked for besides a job's own declaration. */
interface Asked {
  /** Default: all that the job reads. */
  readonly topics?: readonly string[];
  /** What its state topic holds; default: it is read from its beginning. */
  readonly states?: readonly FoundState[];
}

/** The newest state of each partition that a job reads, as it is declared now; partitions without one are left out. */
export async function deployedStates(
  kafka: KafkaReader,
  job: string,
  spec: StatisticsSpec,
  { topics = topicsOf(spec), states }: Asked = {},
): Promise<readonly DeployedState[]> {
  const stored = states ?? (await readStates(kafka, stateTopicOf(job)));
  const ids = await kafka.topicIds(topics);
  const found: DeployedState[] = [];
  for (const topic of topics) {
    const digest = countingDigest(spec, topic);
    for (const partition of (await kafka.partitions(topic)) ?? []) {
      const state = newestState(stored, { topic, partition, topicId: ids.get(topic) ?? '', digest });
      if (state !== undefined) found.push({ ...state, tables: decodeTopicState(state.bytes) });
    }
  }
  return found;
}
