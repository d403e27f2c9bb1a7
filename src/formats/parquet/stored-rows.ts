import type { SchemaTree } from 'hyparquet';
import { byName, canonicalJson, encodeCoordinates, encodeText, Misfit, type NamedEncoder } from '../rows/canonical.ts';
import type { StoredRow } from '../rows/row-format.ts';
import type { ColumnChunk, ParquetFile } from './file.ts';

const PARTITION = 'kafka_partition';
const OFFSET = 'kafka_offset';

/** Whether each row says which record it is. */
export function hasCoordinates(file: ParquetFile): boolean {
  const names = new Set(file.columns.map(({ element }) => element.name));
  return names.has(PARTITION) && names.has(OFFSET);
}

/** The canonical rows of a run of a raw Parquet file, coordinates appended where the file has them. */
export class StoredRows {
  private readonly encoders: readonly (NamedEncoder & { readonly column: number })[];
  private readonly partition: number;
  private readonly offset: number;

  constructor(file: ParquetFile) {
    const names = file.columns.map(({ element }) => element.name);
    this.partition = names.indexOf(PARTITION);
    this.offset = names.indexOf(OFFSET);
    this.encoders = file.columns
      .map((tree, column) => ({ name: tree.element.name, column, encode: encoderOf(tree) }))
      .filter(({ name }) => name !== PARTITION && name !== OFFSET)
      .sort(byName);
  }

  *rows(chunk: ColumnChunk): Generator<StoredRow> {
    const columns = this.encoders.map(({ name, encode, column }) => ({
      name,
      encode,
      values: chunk.values[column] ?? [],
    }));
    const partitions = chunk.values[this.partition];
    const offsets = chunk.values[this.offset];
    for (let index = 0; index < chunk.rows; index++) {
      let row = '';
      for (const { name, encode, values } of columns) {
        const encoded = encode(values[index]);
        if (encoded !== undefined) row += `${name}=${encoded}\n`;
      }
      if (partitions === undefined || offsets === undefined) {
        yield { row };
        continue;
      }
      const partition = Number(partitions[index]);
      const offset = Number(offsets[index]);
      yield { row: row + encodeCoordinates(partition, offset), partition, offset };
    }
  }
}

function encoderOf(tree: SchemaTree): (value: unknown) => string | undefined {
  const { name, type } = tree.element;
  if (name === '_rest') return (value) => (isNull(value) ? undefined : canonicalJson(JSON.parse(String(value))));
  if (type === undefined) {
    const list = tree.element.converted_type === 'LIST' || tree.element.logical_type?.type === 'LIST';
    return list ? listEncoder(tree) : groupEncoder(tree);
  }
  if (type === 'BOOLEAN') return (value) => (isNull(value) ? undefined : value === true ? 't' : 'f');
  if (type === 'BYTE_ARRAY') return (value) => (isNull(value) ? undefined : encodeText(String(value)));
  return (value) => (isNull(value) ? undefined : String(value));
}

function listEncoder(tree: SchemaTree): (value: unknown) => string | undefined {
  const element = tree.children[0]?.children[0] ?? tree.children[0];
  if (element === undefined) throw new Misfit(`the list ${tree.element.name} has no element type`);
  const encode = encoderOf(element);
  return (value) => {
    if (isNull(value)) return undefined;
    if (!Array.isArray(value)) throw new Misfit(`${tree.element.name} holds no list`);
    return `[${value.map((entry) => encode(entry) ?? 'null').join(',')}]`;
  };
}

function groupEncoder(tree: SchemaTree): (value: unknown) => string | undefined {
  const members = tree.children.map((child) => ({ name: child.element.name, encode: encoderOf(child) })).sort(byName);
  return (value) => {
    if (isNull(value) || typeof value !== 'object') return undefined;
    const fields: Readonly<Record<string, unknown>> = { ...value };
    let text = '';
    for (const { name, encode } of members) {
      const encoded = encode(fields[name]);
      if (encoded !== undefined) text += `${name}=${encoded}\n`;
    }
    return `{${text}}`;
  };
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
