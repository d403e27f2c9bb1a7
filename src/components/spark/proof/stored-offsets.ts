import { PipelineError } from '../../../base/errors.ts';
import { isRecord } from '../../../base/values.ts';
import { linesOf } from '../../../formats/lines.ts';
import { openParquet } from '../../../formats/parquet/file.ts';
import type { Store } from '../../../store/store.ts';
import type { Finding } from '../../../verify/proof.ts';
import type { ListedFile } from './file-list.ts';

/** Called for each row with the record it stands for, and whether the record could be read as its event. */
export type Row = (partition: number, offset: number, readable: boolean) => void;

const columns = { partition: 'kafka_partition', offset: 'kafka_offset', unreadable: '_unreadable' };

/** How each format that Spark writes is read. */
const readers = {
  parquet: parquetRows,
  json: (store: Store, path: string, _: number, row: Row) => jsonRows(store, path, row),
};

/** Reads the coordinates of a file's rows; returns what is wrong with the file. Errors are those of the store. */
export async function readRows(
  store: Store,
  { path, bytes }: ListedFile,
  format: 'parquet' | 'json',
  row: Row,
): Promise<Pick<Finding, 'kind' | 'message'> | undefined> {
  const entry = await store.stat(path);
  if (entry === undefined) return { kind: 'file-missing', message: 'a file of the list is gone' };
  if (entry.bytes !== bytes) {
    return { kind: 'file-damaged', message: `a file of the list has ${entry.bytes} bytes instead of ${bytes}` };
  }
  try {
    await readers[format](store, path, bytes, row);
    return undefined;
  } catch (error) {
    if (error instanceof PipelineError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'file-damaged', message: `a file of the list cannot be read: ${why}` };
  }
}

async function parquetRows(store: Store, path: string, bytes: number, row: Row): Promise<void> {
  const file = await openParquet(store, path, bytes);
  const wanted = [columns.partition, columns.offset, columns.unreadable];
  for await (const { rows, values } of file.read(wanted)) {
    const [partitions, offsets, texts] = values;
    if (partitions === undefined || offsets === undefined) throw new Error('it has no coordinates');
    for (let index = 0; index < rows; index++) {
      row(Number(partitions[index]), Number(offsets[index]), (texts?.[index] ?? null) === null);
    }
  }
}

async function jsonRows(store: Store, path: string, row: Row): Promise<void> {
  for await (const some of linesOf(await store.read(path))) {
    for (const line of some) {
      const value: unknown = JSON.parse(line.toString());
      if (!isRecord(value)) throw new Error('a line is no JSON object');
      row(Number(value[columns.partition]), Number(value[columns.offset]), value[columns.unreadable] === undefined);
    }
  }
}
