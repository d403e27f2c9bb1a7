import { unlessAborted } from '../../base/together.ts';
import type { RawKafka } from './fetch.ts';

/** As much of Kafka as a proof asks for. */
export type KafkaReader = Pick<RawKafka, 'partitions' | 'bounds' | 'fetch' | 'topicIds'>;

/** The same reader, whose every request ends with the reason of `signal` as soon as that is aborted. */
export function heeding(kafka: KafkaReader, signal: AbortSignal): KafkaReader {
  return {
    partitions: (topic) => unlessAborted(signal, () => kafka.partitions(topic)),
    bounds: (topic, partition) => unlessAborted(signal, () => kafka.bounds(topic, partition)),
    topicIds: (topics) => unlessAborted(signal, () => kafka.topicIds(topics)),
    fetch: (...where) => unlessAborted(signal, () => kafka.fetch(...where)),
  };
}
