import type { EventContract } from '../language/model.ts';
import type { SinkPlace } from './chain-files.ts';

/** A sink with chains of commit links as verify sees it: where its files and chains are, and what they should hold. */
export interface ChainSink extends SinkPlace {
  /** Name of the connector. */
  readonly name: string;
  readonly topics: readonly string[];
  readonly format: 'parquet' | 'json';
  readonly contracts: ReadonlyMap<string, EventContract>;
  /** SHA-256 of a topic's contract as commit links carry it. */
  readonly contractDigests: ReadonlyMap<string, string>;
  readonly deadLetter?: string;
  /** No connector of that name is there: it was never applied, or deleted since. */
  readonly undeployed?: boolean;
  /** Why rows cannot be compared, e.g. transforms that change values; counts still are. */
  readonly incomparable?: string;
}
