import type { KafkaReader } from '../../../clients/kafka/reader.ts';
import type { Postgres } from '../../../clients/postgres/client.ts';
import type { ProofSettings } from '../../../verify/proof-settings.ts';
import type { RowTable, TableSettings } from '../tables.ts';
import type { AsRow } from './changed-row.ts';
import type { Decided } from './control.ts';
import type { ExpectedRows } from './expected.ts';

/** A topic of a sink, and all that is needed to prove its rows; the database is seen as of one moment. */
export interface TopicSubject {
  readonly kafka: KafkaReader;
  readonly postgres: Postgres;
  readonly sink: string;
  readonly topic: string;
  readonly settings: TableSettings;
  /** Those of the topic's tables that are there. */
  readonly tables: readonly RowTable[];
  readonly expected: ExpectedRows;
  /** With `upsert`: what a record says of a row. */
  readonly asRow: AsRow;
  /** SHA-256 of the topic's contract as it is now. */
  readonly contract: string;
  readonly deep: boolean;
  readonly progress: ProofSettings['progress'];
}

/** One partition of it. */
export interface PartitionSubject extends TopicSubject {
  readonly partition: number;
  readonly decided: Decided;
}
