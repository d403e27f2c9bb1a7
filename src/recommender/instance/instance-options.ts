import type { Kafka, KafkaConfig } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import type { DecoderOf } from '../../clients/kafka/records.ts';
import type { ReportTo } from '../../jobs/supervisor/report.ts';
import type { ListenAddress } from '../http/server.ts';
import type { RecommenderSpec } from '../spec.ts';
import type { StateFolder } from '../state/state-folder.ts';

/** What one instance of a recommender is made of. */
export interface InstanceOptions {
  readonly name: string;
  readonly spec: RecommenderSpec;
  /** How records of the sources become JSON. */
  readonly decoderOf: DecoderOf;
  readonly config: KafkaConfig;
  readonly kafka: Kafka;
  readonly folder: StateFolder;
  readonly listen: ListenAddress;
  /** A name of this process, unlike all others. */
  readonly id: string;
  readonly clock: Clock;
  /** The wish to end in peace: what is in the log is learned, served and written down. */
  readonly signal: AbortSignal;
  readonly report: ReportTo;
  readonly log: (line: string) => void;
}

/** Facts about the topics that an instance works on, looked up when it starts. */
export interface InstanceTopics {
  readonly log: { readonly topic: string; readonly id: string; readonly start: number };
  /** The recommendations topic. */
  readonly to: { readonly id: string; readonly partitions: number };
}
