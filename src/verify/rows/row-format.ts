import { linesOf, plain } from '../../formats/lines.ts';
import { openParquet } from '../../formats/parquet.ts';
import type { EventContract } from '../../language/model.ts';
import type { Store } from '../../store/store.ts';
import type { ChainSink } from '../sink.ts';
import { encodeCoordinates } from './canonical.ts';
import { ExpectedRows } from './expected.ts';
import { expectedLine } from './json-line.ts';
import { type StoredRow, StoredRows } from './stored.ts';

/** A record of the topic, as far as a row depends on it. */
export interface Origin {
  readonly partition: number;
  readonly offset: number;
}

/** How one format's rows are compared: what a record must have become, and what a file holds. */
export interface RowFormat {
  /** Throws Misfit or SyntaxError when no row can come of this value. */
  expected(value: Buffer, origin: Origin, coordinates: boolean): string | Buffer;
  stored(
    store: Store,
    path: string,
    bytes: number,
  ): AsyncGenerator<Iterable<{ readonly row: string | Buffer } & StoredOffset>>;
}

type StoredOffset = Omit<StoredRow, 'row'>;

/** Lines of JSON files, compressed or not. The contract matters only for its aliases. */
function jsonLines(contract: EventContract | undefined): RowFormat {
  return {
    expected: (value) => expectedLine(value, contract),
    async *stored(store, path) {
      for await (const lines of linesOf(plain(await store.read(path), path))) yield lines.map((row) => ({ row }));
    },
  };
}

/** Rows of Parquet files typed by `contract`. */
function parquetRows(contract: EventContract): RowFormat {
  const rows = new ExpectedRows(contract);
  return {
    expected(value, { partition, offset }, coordinates) {
      const row = rows.row(value.toString('utf8'));
      return coordinates ? row + encodeCoordinates(partition, offset) : row;
    },
    async *stored(store, path, bytes) {
      const file = await openParquet(store, path, bytes);
      const decoder = new StoredRows(file);
      for await (const chunk of file.read()) yield decoder.rows(chunk);
    },
  };
}

/** How the rows of a sink's topic are compared; undefined where they cannot be. */
export function rowFormatOf(sink: ChainSink, topic: string): RowFormat | undefined {
  const contract = sink.contracts.get(topic);
  if (sink.incomparable !== undefined) return undefined;
  if (sink.format === 'json') return jsonLines(contract);
  return contract === undefined ? undefined : parquetRows(contract);
}
