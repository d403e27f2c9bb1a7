import { unlessAborted } from '../../base/together.ts';
import type { RawKafka } from './fetch.ts';
import type { DecoderOf } from './records.ts';

/** As much of Kafka as a proof asks for. */
export type KafkaReader = Pick<RawKafka, 'partitions' | 'bounds' | 'fetch' | 'topicIds'> & {
  /** How its records are made readable; absent: they are read as they come. */
  readonly decoderOf?: DecoderOf;
};

/** The same reader, whose records are made readable. */
export function decoding(kafka: KafkaReader, decoderOf: DecoderOf): KafkaReader {
  return {
    partitions: (topic) => kafka.partitions(topic),
    bounds: (topic, partition) => kafka.bounds(topic, partition),
    topicIds: (topics) => kafka.topicIds(topics),
    fetch: (...where) => kafka.fetch(...where),
    decoderOf,
  };
}

/** The same reader, whose every request ends with the reason of `signal` as soon as that is aborted. */
export function heeding(kafka: KafkaReader, signal: AbortSignal): KafkaReader {
  return {
    partitions: (topic) => unlessAborted(signal, () => kafka.partitions(topic)),
    bounds: (topic, partition) => unlessAborted(signal, () => kafka.bounds(topic, partition)),
    topicIds: (topics) => unlessAborted(signal, () => kafka.topicIds(topics)),
    fetch: (...where) => unlessAborted(signal, () => kafka.fetch(...where)),
    ...(kafka.decoderOf === undefined ? {} : { decoderOf: kafka.decoderOf }),
  };
}
