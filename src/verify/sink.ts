import type { DecoderOf } from '../clients/kafka/records.ts';
import { formats } from '../formats/formats.ts';
import type { RowFormat } from '../formats/rows/row-format.ts';
import type { EventContract } from '../language/model.ts';
import type { SinkPlace } from './chain-files.ts';
import { tombstoneContract } from './tombstones.ts';

/** A sink with chains of commit links as verify sees it: where its files and chains are, and what they should hold. */
export interface ChainSink extends SinkPlace {
  /** Name of the connector. */
  readonly name: string;
  readonly topics: readonly string[];
  /** By which it finds its topics; those that it stored and Kafka no longer has are among them. */
  readonly pattern?: string;
  /** The consumer group it reads with. */
  readonly group: string;
  /** Name of the format of its files. */
  readonly format: string;
  readonly contracts: ReadonlyMap<string, EventContract>;
  /** SHA-256 of a topic's contract as commit links carry it. */
  readonly contractDigests: ReadonlyMap<string, string>;
  /** How records become what contracts read. */
  readonly decoderOf: DecoderOf;
  readonly deadLetter?: string;
  /** No connector of that name is there: it was never applied, or deleted since. */
  readonly undeployed?: boolean;
  /** SQL that declares a topic's files as tables of a system, such as `hive`; undefined where no contract is known. */
  readonly tableSql?: (topic: string, system: string) => string | undefined;
  /** Why rows cannot be compared, e.g. transforms that change values; counts still are. */
  readonly incomparable?: string;
}

/** How a sink's rows are compared: those of events, and those of records without value. */
export interface ComparedRows extends RowFormat {
  readonly tombstones: { readonly rows: RowFormat; readonly typed: boolean };
}

/** How the rows of a sink's topic are compared; undefined where they cannot be. */
export function rowFormatOf(sink: ChainSink, topic: string): ComparedRows | undefined {
  if (sink.incomparable !== undefined) return undefined;
  const format = formats.find(sink.format);
  const events = format?.rows(sink.contracts.get(topic));
  const tombstones = format?.rows(format.typed ? tombstoneContract : undefined);
  if (format === undefined || events === undefined || tombstones === undefined) return undefined;
  return { ...events, tombstones: { rows: tombstones, typed: format.typed } };
}
