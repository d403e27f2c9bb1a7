import {
  type DecodedArray,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type RowGroup,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ByteRange, Store } from '../../store/store.ts';
import { ParquetBytes } from './bytes.ts';
import { type DirectoryColumn, directoryColumns } from './directory-columns.ts';
import { meaningOf } from './meaning.ts';

const ROWS_AT_ONCE = 32_768;
/** INT96 comes as nanoseconds, whole. */
const parsers = { timestampFromNanoseconds: (nanos: bigint) => nanos };

/** An opened Parquet file: its footer is read, its pages are not. */
export interface ParquetFile {
  readonly rows: number;
  /** Top-level columns in the file's order, with what their numbers mean. */
  readonly columns: readonly SchemaTree[];
  /** Columns that its directories hold, and its rows do not. */
  readonly directoryColumns: readonly DirectoryColumn[];
  /** A sink of ours wrote it: bytes without a meaning are bytes, and not the texts of writers that say no meanings. */
  readonly isOurs: boolean;
  /** Runs of rows, column by column, in memory that does not grow with the file: of all columns, or of those named. */
  read(names?: readonly string[]): AsyncGenerator<ColumnChunk>;
}

/**
 * One run of rows: for each top-level column its values, in the order of `columns`, or of the names that were asked for
 * and are there.
 */
export interface ColumnChunk {
  readonly rows: number;
  readonly values: readonly DecodedArray[];
}

/**
 * Opens a Parquet file of `bytes` length. Its values come as they are stored: INT64 as bigint, INT32 as number, INT96
 * as nanoseconds since 1970 in a bigint, texts and other bytes as Uint8Array; times, dates and decimals are such
 * numbers or bytes, a map is its group of entries. Throws what hyparquet throws at a footer that is none.
 */
export async function openParquet(store: Store, path: string, bytes: number): Promise<ParquetFile> {
  const file = new ParquetBytes(store, path, bytes);
  const metadata = await parquetMetadataAsync(file, { geoparquet: false });
  const columns = parquetSchema(metadata).children;
  return {
    rows: Number(metadata.num_rows),
    columns,
    directoryColumns: directoryColumns(metadata, path),
    isOurs: metadata.key_value_metadata?.some(({ key }) => key === 'pipeline.writer') === true,
    read: (names) => {
      const wanted = names?.flatMap((name) => columns.find(({ element }) => element.name === name) ?? []);
      return readColumns(file, asStored(metadata), wanted ?? columns);
    },
  };
}

/**
 * The footer without the meanings of its values, so that they are decoded to what the file holds; only lists stay
 * lists.
 */
function asStored(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element): SchemaElement => {
    const { converted_type: _, logical_type: __, ...physical } = element;
    return meaningOf(element)?.type === 'LIST' ? { ...physical, converted_type: 'LIST' } : physical;
  });
  return { ...metadata, schema };
}

async function* readColumns(
  file: ParquetBytes,
  metadata: FileMetaData,
  columns: readonly SchemaTree[],
): AsyncGenerator<ColumnChunk> {
  const scan = await parquetScan({ file, metadata, compressors, utf8: false, parsers });
  let end = 0;
  for (const group of metadata.row_groups) {
    const start = end;
    end += Number(group.num_rows);
    if (start === end) continue;
    await file.hold(bytesOf(group));
    for (let rowStart = start; rowStart < end; rowStart += ROWS_AT_ONCE) {
      const rowEnd = Math.min(end, rowStart + ROWS_AT_ONCE);
      const values: DecodedArray[] = [];
      for (const { element } of columns) {
        values.push(await scan.readColumn({ column: element.name, rowStart, rowEnd }));
      }
      yield { rows: rowEnd - rowStart, values };
    }
  }
}

/** Where the pages of a row group lie. */
function bytesOf({ columns }: RowGroup): ByteRange {
  const chunks = columns.flatMap(({ meta_data }) => meta_data ?? []);
  const starts = chunks.map((chunk) => Number(chunk.dictionary_page_offset || chunk.data_page_offset));
  const ends = chunks.map((chunk, at) => (starts[at] ?? 0) + Number(chunk.total_compressed_size));
  return { start: Math.min(...starts), end: Math.max(...ends) };
}
