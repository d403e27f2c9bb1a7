import type { KafkaReader } from '../clients/kafka/reader.ts';
import type { KeptProofs } from './kept.ts';
import type { Progress } from './subject.ts';

/** How a proof is made, whatever it is of. */
export interface ProofSettings {
  readonly kafka: KafkaReader;
  /** Whether a topic's `cleanup.policy` compacts it. */
  readonly isCompacted: (topic: string) => Promise<boolean>;
  /** Kafka's own id of a topic, 32 hex digits; undefined where it does not exist. */
  readonly topicId: (topic: string) => Promise<string | undefined>;
  readonly kept: KeptProofs;
  /** Where a consumer group stands in a topic, by partition. */
  readonly groupPositions: (group: string, topic: string) => Promise<ReadonlyMap<number, number>>;
  readonly deep: boolean;
  /** Do not build on earlier proofs. */
  readonly full: boolean;
  readonly progress: Progress;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Ends the proof. */
  readonly signal: AbortSignal;
}
