import type { Kafka, KafkaConfig } from 'kafkajs';
import type { Clock } from '../base/context.ts';
import type { DecoderOf } from '../clients/kafka/records.ts';
import type { ReportTo } from '../jobs/supervisor/report.ts';
import type { Fold } from './fold.ts';

/** What a job that folds topics is made of. */
export interface StreamOptions<State> {
  /** Its name in the cluster. */
  readonly name: string;
  /** By topic that it reads. */
  readonly folds: ReadonlyMap<string, Fold<State>>;
  /** How records become what folds read. */
  readonly decoderOf: DecoderOf;
  readonly config: KafkaConfig;
  readonly kafka: Kafka;
  readonly clock: Clock;
  /** The wish to end: the state is written down first. */
  readonly signal: AbortSignal;
  readonly report: ReportTo;
  readonly log: (line: string) => void;
}
