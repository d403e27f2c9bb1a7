import type { RawKafka } from '../clients/kafka/fetch.ts';
import type { KeptProofs } from './kept.ts';
import type { Progress } from './subject.ts';

/** How a proof is made, whatever it is of. */
export interface ProofSettings {
  readonly kafka: RawKafka;
  /** Whether a topic's `cleanup.policy` compacts it. */
  readonly isCompacted: (topic: string) => Promise<boolean>;
  readonly kept: KeptProofs;
  readonly deep: boolean;
  /** Do not build on earlier proofs. */
  readonly full: boolean;
  readonly progress: Progress;
  readonly pause: (milliseconds: number) => Promise<void>;
}
