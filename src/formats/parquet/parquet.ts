import type { Format } from '../format.ts';
import { typedRows } from '../rows/typed-rows.ts';
import { fieldsOf } from './fields.ts';
import { openParquet } from './file.ts';
import { rowLines } from './row-lines.ts';
import { hasCoordinates, StoredRows } from './stored-rows.ts';

/** Columns, typed by the contracts of the events. */
export const parquet: Format = {
  name: 'parquet',
  description: 'typed Parquet columns',
  endings: ['.parquet'],
  compressions: ['none', 'snappy', 'zstd'],
  compression: 'snappy',
  typed: true,
  leavesOut: true,
  async inspect(store, path, bytes) {
    const file = await openParquet(store, path, bytes);
    return { rows: file.rows, coordinates: hasCoordinates(file) };
  },
  async *lines(store, path, bytes) {
    const file = await openParquet(store, path, bytes);
    for await (const chunk of file.read()) yield* rowLines(file, chunk);
  },
  async *records(store, path, bytes, names) {
    const wanted = [...new Set(names)];
    const file = await openParquet(store, path, bytes);
    for await (const chunk of file.read(wanted)) yield fieldsOf(file, chunk, wanted);
  },
  rows: (contract) =>
    typedRows(contract, async function* (store, path, bytes, told) {
      const file = await openParquet(store, path, bytes);
      const decoder = new StoredRows(file, told);
      for await (const chunk of file.read()) yield decoder.rows(chunk);
    }),
};
