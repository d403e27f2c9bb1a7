import type { RawRecord } from '../clients/kafka/records.ts';
import type { OutgoingRecord } from '../clients/kafka/writer.ts';

/** A record to write because of what was read. A repeat after a crash must be the same record with the same key. */
export interface Output extends OutgoingRecord {
  readonly topic: string;
}

/**
 * What is computed of one partition of a topic. The state depends on the partition's committed records up to an offset
 * and on nothing else, no clock among it: whoever reads the same records has the same state.
 */
export interface Fold<State> {
  /** Digest of what decides the state, given the records: a stored state with another digest is not taken up. */
  readonly digest: string;
  initial(): State;
  /** Takes records into `state`, which it changes, in the order of their offsets. Records cannot make it throw. */
  apply(state: State, partition: number, records: readonly RawRecord[]): readonly Output[];
  encode(state: State): Buffer;
  /** Throws RangeError for what `encode` has not written. */
  decode(bytes: Buffer): State;
  /** Numbers for `status`, which add up over partitions. */
  metrics(state: State): Readonly<Record<string, number>>;
}
