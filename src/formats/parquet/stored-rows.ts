import type { SchemaTree } from 'hyparquet';
import { member } from '../../base/values.ts';
import {
  byName,
  columnHead,
  encodeCoordinates,
  encodeDouble,
  encodeEntry,
  encodeTextBytes,
  Misfit,
  type NamedEncoder,
} from '../rows/canonical.ts';
import { type Coordinates, columnsOf } from '../rows/coordinates.ts';
import type { StoredRow } from '../rows/row-format.ts';
import { kindOf } from './column-kind.ts';
import type { ColumnChunk, ParquetFile } from './file.ts';
import { listItem, mapEntry } from './meaning.ts';

const PARTITION = 'kafka_partition';
const OFFSET = 'kafka_offset';

/** Whether each row says which record it is. */
export function hasCoordinates(file: ParquetFile): boolean {
  const names = new Set(file.columns.map(({ element }) => element.name));
  return names.has(PARTITION) && names.has(OFFSET);
}

/** The canonical rows of a run of a raw Parquet file, coordinates appended where the file has them. */
export class StoredRows {
  private readonly encoders: readonly (NamedEncoder<unknown> & { readonly column: number })[];
  private readonly told: boolean;
  private readonly partition: number;
  private readonly offset: number;

  /** `told`: the columns beside the value, which come last; without it the place, if it is there. */
  constructor(file: ParquetFile, told?: Coordinates) {
    this.told = told !== undefined;
    const last = told === undefined ? [PARTITION, OFFSET] : columnsOf(told);
    const names = file.columns.map(({ element }) => element.name);
    this.partition = names.indexOf(PARTITION);
    this.offset = names.indexOf(OFFSET);
    const inDirectories = file.directoryColumns.map(({ name, kind, encoded }) => ({
      name,
      head: columnHead(name, kind),
      encode: () => encoded,
      column: -1,
    }));
    const columns = file.columns.map((tree, column) => ({ ...namedEncoder(tree), column }));
    const beside = told === undefined ? [] : last.flatMap((name) => columns.filter((column) => column.name === name));
    this.encoders = columns
      .filter(({ name }) => !last.includes(name))
      .concat(inDirectories)
      .sort(byName)
      .concat(beside);
  }

  *rows(chunk: ColumnChunk): Generator<StoredRow> {
    const columns = this.encoders.map(({ head, encode, column }) => ({
      head,
      encode,
      values: chunk.values[column] ?? [],
    }));
    const partitions = chunk.values[this.partition];
    const offsets = chunk.values[this.offset];
    for (let index = 0; index < chunk.rows; index++) {
      let row = '';
      for (const { head, encode, values } of columns) {
        const encoded = encode(values[index]);
        if (encoded !== undefined) row += `${head}${encoded}\n`;
      }
      if (partitions === undefined || offsets === undefined) {
        yield { row };
        continue;
      }
      const partition = Number(partitions[index]);
      const offset = Number(offsets[index]);
      yield { row: this.told ? row : row + encodeCoordinates(partition, offset), partition, offset };
    }
  }
}

const namedEncoder = (tree: SchemaTree): NamedEncoder<unknown> => ({
  name: tree.element.name,
  head: columnHead(tree.element.name, kindOf(tree)),
  encode: encoderOf(tree),
});

type Encode = (value: unknown) => string | undefined;

function encoderOf(tree: SchemaTree): Encode {
  const item = listItem(tree);
  if (item !== undefined) return listEncoder(tree.element.name, encoderOf(item));
  const map = mapEntry(tree);
  if (map !== undefined) return mapEncoder(tree.element.name, map.name, encoderOf(map.value));
  if (tree.children.length > 0) return groupEncoder(tree);
  const isBytes = kindOf(tree) === 'bytes';
  return (value) => (isNull(value) ? undefined : encodeValue(value, isBytes));
}

/** A value as it is stored. Bytes that are no UTF-8 equal no text. */
function encodeValue(value: unknown, isBytes: boolean): string {
  if (typeof value === 'boolean') return value ? 't' : 'f';
  if (typeof value === 'number') return encodeDouble(value);
  if (value instanceof Uint8Array) return isBytes ? Buffer.from(value).toString('hex') : encodeTextBytes(value);
  return String(value);
}

function listEncoder(name: string, encode: Encode): Encode {
  return (value) => {
    if (isNull(value)) return undefined;
    if (!Array.isArray(value)) throw new Misfit(`${name} holds no list`);
    return `[${value.map((entry) => encode(entry) ?? 'null').join(',')}]`;
  };
}

function mapEncoder(name: string, entries: string, encode: Encode): Encode {
  return (value) => {
    if (isNull(value)) return undefined;
    const held = member(value, entries) ?? [];
    if (!Array.isArray(held)) throw new Misfit(`${name} holds no map`);
    const encoded = held.map((entry) => {
      const key = member(entry, 'key');
      if (!(key instanceof Uint8Array)) throw new Misfit(`${name} has a name that is no text`);
      return encodeEntry(Buffer.from(key).toString('utf8'), encode(member(entry, 'value')));
    });
    return `[${encoded.join(',')}]`;
  };
}

function groupEncoder(tree: SchemaTree): Encode {
  const members = tree.children.map(namedEncoder).sort(byName);
  return (value) => {
    if (isNull(value) || typeof value !== 'object') return undefined;
    const fields: Readonly<Record<string, unknown>> = { ...value };
    let text = '';
    for (const { name, head, encode } of members) {
      const encoded = encode(fields[name]);
      if (encoded !== undefined) text += `${head}${encoded}\n`;
    }
    return `{${text}}`;
  };
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
