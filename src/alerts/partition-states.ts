import type { KafkaReader } from '../clients/kafka/reader.ts';
import { stateTopicOf } from '../streams/names.ts';
import { readStates } from '../streams/read-states.ts';
import { newestState, type StoredState } from '../streams/stored-state.ts';
import { AlertsFold } from './alerts-fold.ts';
import { emptyAlerts, type PartitionAlerts } from './partition-alerts.ts';
import { type AlertsSpec, rulesOf, sourcesOf } from './spec.ts';

/** One partition that the rules read: where it begins and ends, and what the job has stored of it. */
export interface KnownPartition {
  readonly topic: string;
  readonly partition: number;
  readonly start: number;
  readonly end: number;
  /** The newest state of the rules as they are; undefined before the first. */
  readonly stored: StoredState | undefined;
  readonly state: PartitionAlerts;
}

/**
 * All partitions that the rules of a job read. Ends are looked up before states: a state that reaches one covers it.
 */
export async function knownPartitions(
  kafka: KafkaReader,
  name: string,
  spec: AlertsSpec,
  topics = sourcesOf(spec),
): Promise<KnownPartition[]> {
  const ids = await kafka.topicIds(topics);
  const places = await Promise.all(
    topics.map(async (topic) => {
      const partitions = (await kafka.partitions(topic)) ?? [];
      return Promise.all(
        partitions.map(async (partition) => ({ topic, partition, ...(await kafka.bounds(topic, partition)) })),
      );
    }),
  );
  const states = await readStates(kafka, stateTopicOf(name));
  return places.flat().map((place) => {
    const fold = new AlertsFold(spec, place.topic);
    const wanted = { ...place, topicId: ids.get(place.topic) ?? '', digest: fold.digest };
    const stored = newestState(states, wanted);
    const state = stored === undefined ? emptyAlerts(rulesOf(spec, place.topic)) : fold.decode(stored.bytes);
    return { ...place, stored, state };
  });
}
