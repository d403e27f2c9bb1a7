import type { Format } from '../format.ts';
import { typedRows } from '../rows/typed-rows.ts';
import { openAvro } from './container.ts';
import { fieldReader } from './fields.ts';
import { lineReader } from './row-lines.ts';
import { hasCoordinates, StoredRows } from './stored-rows.ts';

/** Avro's object container files, their records typed by the contracts of the events. */
export const avro: Format = {
  name: 'avro',
  description: 'typed Avro records',
  endings: ['.avro'],
  compressions: ['none', 'deflate', 'snappy', 'zstd'],
  compression: 'snappy',
  typed: true,
  names: {
    pattern: /^[A-Za-z_][A-Za-z0-9_]*$/,
    title: 'letters from A to Z, digits and _, with no digit at the start',
  },
  async inspect(store, path, bytes, count) {
    const file = await openAvro(store, path, bytes);
    const coordinates = hasCoordinates(file.schema);
    if (!count) return { rows: undefined, coordinates };
    let rows = 0;
    for await (const block of file.blocks()) rows += block.rows;
    return { rows, coordinates };
  },
  async *lines(store, path, bytes) {
    const file = await openAvro(store, path, bytes);
    const read = lineReader(file.schema, file.isOurs);
    for await (const block of file.blocks()) yield* read(block.content(), block.rows);
  },
  async *records(store, path, bytes) {
    const file = await openAvro(store, path, bytes);
    const read = fieldReader(file.schema);
    for await (const block of file.blocks()) yield read(block.content(), block.rows);
  },
  rows: (contract) =>
    typedRows(contract, async function* (store, path, bytes, told) {
      const file = await openAvro(store, path, bytes);
      const rows = new StoredRows(file.schema, told);
      for await (const block of file.blocks()) yield rows.rows(block.content(), block.rows);
    }),
};
