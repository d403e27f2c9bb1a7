import {
  type AsyncBuffer,
  type DecodedArray,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { readWhole, type Store } from '../store/store.ts';

const ROWS_AT_ONCE = 32_768;

/** An opened Parquet file: its footer is read, its pages are not. */
export interface ParquetFile {
  readonly rows: number;
  /** Top-level columns in the file's order, with what their numbers mean. */
  readonly columns: readonly SchemaTree[];
  /** Runs of rows, column by column, in memory that does not grow with the file. */
  read(): AsyncGenerator<ColumnChunk>;
}

/** One run of rows: for each top-level column its values, in the order of `columns`. */
export interface ColumnChunk {
  readonly rows: number;
  readonly values: readonly DecodedArray[];
}

/**
 * Opens a Parquet file of `bytes` length. Its values come as they are stored (INT64 as bigint, INT32 as number; times, dates and
 * decimals are such numbers). Throws what hyparquet throws at a footer that is none.
 */
export async function openParquet(store: Store, path: string, bytes: number): Promise<ParquetFile> {
  const file: AsyncBuffer = {
    byteLength: bytes,
    slice: async (start, end = bytes) => {
      const from = start < 0 ? bytes + start : start;
      const content = await readWhole(store, path, { start: from, end });
      if (content.length !== end - from) throw new RangeError(`ends at byte ${from + content.length}`);
      return new Uint8Array(content).buffer;
    },
  };
  const metadata = await parquetMetadataAsync(file);
  const columns = parquetSchema(metadata).children;
  return {
    rows: Number(metadata.num_rows),
    columns,
    read: () => readColumns(file, asStored(metadata), columns),
  };
}

/** The footer without the meanings of its numbers, so that they are decoded to what the file holds. */
function asStored(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    if (element.type !== 'INT32' && element.type !== 'INT64') return element;
    const { converted_type: _, logical_type: __, ...physical } = element;
    return physical;
  });
  return { ...metadata, schema };
}

async function* readColumns(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly SchemaTree[],
): AsyncGenerator<ColumnChunk> {
  const scan = await parquetScan({ file, metadata, compressors });
  for (const { rowStart: first, rowEnd: last } of scan.ranges) {
    for (let rowStart = first; rowStart < last; rowStart += ROWS_AT_ONCE) {
      const rowEnd = Math.min(last, rowStart + ROWS_AT_ONCE);
      const values: DecodedArray[] = [];
      for (const { element } of columns) {
        values.push(await scan.readColumn({ column: element.name, rowStart, rowEnd }));
      }
      yield { rows: rowEnd - rowStart, values };
    }
  }
}
