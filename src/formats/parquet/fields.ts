import type { Fields } from '../format.ts';
import { ExactNumber } from '../rows/exact-json.ts';
import { exactText } from '../rows/exact-text.ts';
import { wholeNumber } from '../rows/whole-number.ts';
import { Unreadable } from '../unreadable.ts';
import type { ColumnChunk, ParquetFile } from './file.ts';
import { meaningOf } from './meaning.ts';

/**
 * The fields of a chunk's rows; `names` are those that it was read with. Columns that the file does not have are null.
 */
export function fieldsOf(
  { columns, directoryColumns }: ParquetFile,
  { rows, values }: ColumnChunk,
  names: readonly string[],
): Fields[] {
  const read = names.flatMap((name) => columns.find(({ element }) => element.name === name)?.element ?? []);
  const meanings = new Map(read.map((element, index) => [element.name, { index, meaning: meaningOf(element) }]));
  const inDirectories = new Map(directoryColumns.map(({ name, value }) => [name, value]));
  return Array.from({ length: rows }, (_, row) => (name) => {
    if (inDirectories.has(name)) return inDirectories.get(name);
    const { index = -1, meaning } = meanings.get(name) ?? {};
    const value: unknown = values[index]?.[row];
    if (value === null || value === undefined) return null;
    if (meaning?.type === 'DECIMAL') return new ExactNumber(`${wholeNumber(value)}e-${meaning.scale}`);
    if (meaning?.type === 'STRING' && value instanceof Uint8Array) return textOf(Buffer.from(value));
    return typeof value === 'bigint' ? new ExactNumber(String(value)) : value;
  });
}

function textOf(bytes: Buffer): string {
  try {
    return exactText(bytes);
  } catch {
    throw new Unreadable('no UTF-8');
  }
}
