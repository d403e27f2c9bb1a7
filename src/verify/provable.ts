import type { KafkaReader } from '../clients/kafka/reader.ts';
import { nothingProven, type SinkProof } from './proof.ts';
import type { ProofSettings } from './proof-settings.ts';
import type { ChainSink } from './sink.ts';

/** Whatever stores records of topics, as `verify` asks about it; each component brings its own. */
export interface ProvableSink {
  readonly name: string;
  readonly topics: readonly string[];
  /** Whether it is at work, so that waiting for what it has not stored yet makes sense. */
  readonly catchesUp: boolean;
  /**
   * Next offset that it has not stored; undefined before the first. What is stored but not yet to be seen is on its
   * way.
   */
  position(topic: string, partition: number, kafka: KafkaReader): Promise<number | 'on its way' | undefined>;
  /** Errors are those of Kafka and the store. */
  prove(settings: ProofSettings): Promise<SinkProof>;
  /** Its chains of commit links, where it keeps such: they list its files. */
  readonly chain?: ChainSink;
  /** Its tables, where it stores rows in such. */
  readonly tables?: StoredTables;
}

/** A table of a database that a sink fills. */
export interface StoredTable {
  readonly name: string;
  readonly topic: string;
  /** About how many rows it has, and bytes with its indexes; absent: it is not there. */
  readonly rows?: number;
  readonly bytes?: number;
}

/** Errors are those of the database. */
export interface StoredTables {
  list(): Promise<readonly StoredTable[]>;
  /** The last `rows` rows of each partition as JSON, in the order of their offsets; undefined: no such table. */
  newest(table: string, rows: number): Promise<readonly string[] | undefined>;
}

/** A sink that leaves nothing which could prove what it stored. */
export const unprovable = (name: string, why: string): ProvableSink => ({
  name,
  topics: [],
  catchesUp: false,
  position: async () => undefined,
  prove: async () => nothingProven(name, null, { kind: 'unchecked', failure: false, message: `not provable: ${why}` }),
});
