import {
  byName,
  type ColumnKind,
  columnHead,
  encodeCoordinates,
  encodeDouble,
  encodeEntry,
  encodeTextBytes,
} from '../rows/canonical.ts';
import { type Coordinates, columnsOf } from '../rows/coordinates.ts';
import type { StoredRow } from '../rows/row-format.ts';
import { wholeNumber } from '../rows/whole-number.ts';
import { Cursor } from './cursor.ts';
import { type Maker, readingFields } from './read-values.ts';
import type { AvroRecord, AvroSchema } from './schema.ts';

const PARTITION = 'kafka_partition';
const OFFSET = 'kafka_offset';

/** Whether each row says which record it is. */
export function hasCoordinates({ fields }: AvroRecord): boolean {
  return [PARTITION, OFFSET].every((wanted) => fields.some(({ name }) => name === wanted));
}

/** Reads canonical rows of a schema, coordinates appended where it has them. */
export class StoredRows {
  readonly #reads: ReturnType<typeof readingFields<string | undefined>>;
  readonly #columns: readonly { readonly head: string; readonly index: number }[];
  readonly #partition: number;
  readonly #offset: number;

  readonly #told: boolean;

  /** `told`: the columns beside the value, which come last; without it the place, if it is there. */
  constructor(schema: AvroRecord, told?: Coordinates) {
    const names = schema.fields.map(({ name }) => name);
    this.#partition = names.indexOf(PARTITION);
    this.#offset = names.indexOf(OFFSET);
    this.#reads = readingFields(schema, canonical);
    this.#told = told !== undefined;
    const last = told === undefined ? [PARTITION, OFFSET] : columnsOf(told);
    const all = heads(schema);
    const beside = told === undefined ? [] : last.flatMap((name) => all.filter((column) => column.name === name));
    this.#columns = [...all.filter(({ name }) => !last.includes(name)), ...beside];
  }

  /** The `count` rows of a block. RangeError where it holds others. */
  *rows(block: Buffer, count: number): Generator<StoredRow> {
    const cursor = new Cursor(block);
    for (let index = 0; index < count; index++) yield this.#row(cursor);
    if (!cursor.ended) throw new RangeError(`a block holds more than its ${count} rows`);
  }

  #row(cursor: Cursor): StoredRow {
    const values = this.#reads.map((read) => read(cursor));
    const row = members(this.#columns, values);
    const [partition, offset] = [values[this.#partition], values[this.#offset]];
    if (partition === undefined || offset === undefined) return { row };
    const whole = this.#told ? row : row + encodeCoordinates(partition, offset);
    return { row: whole, partition: Number(partition), offset: Number(offset) };
  }
}

const heads = ({ fields }: AvroRecord) =>
  fields.map(({ name, schema }, index) => ({ name, head: columnHead(name, kindOf(schema)), index })).sort(byName);

function members(
  columns: readonly { readonly head: string; readonly index: number }[],
  values: readonly (string | undefined)[],
): string {
  let text = '';
  for (const { head, index } of columns) {
    const value = values[index];
    if (value !== undefined) text += `${head}${value}\n`;
  }
  return text;
}

const canonical: Maker<string | undefined> = {
  nothing: undefined,
  boolean: (value) => (value ? 't' : 'f'),
  whole: () => String,
  double: encodeDouble,
  text: encodeTextBytes,
  bytes: ({ logical }) =>
    logical?.name === 'decimal' ? (value) => String(wholeNumber(value)) : (value) => value.toString('hex'),
  list: (items) => `[${items.map((item) => item ?? 'null').join(',')}]`,
  map: (entries) => `[${entries.map(([name, value]) => encodeEntry(name.toString('utf8'), value)).join(',')}]`,
  record: (schema) => {
    const columns = heads(schema);
    return (values) => `{${members(columns, values)}}`;
  },
};

/** What a field of a file is among the columns that a sink writes (docs/event-contract.md). */
function kindOf(schema: AvroSchema): ColumnKind {
  switch (schema.type) {
    case 'union': {
      const [first, second, third] = schema.branches;
      if (first?.type === 'null' && second !== undefined && third === undefined) return kindOf(second);
      return 'other union';
    }
    case 'string':
      return 'text';
    case 'boolean':
    case 'double':
      return schema.type;
    case 'int':
      if (schema.logical === undefined) return 'int';
      return schema.logical.name === 'date' ? 'date' : `other int ${schema.logical.name}`;
    case 'long':
      return kindOfLong(schema.logical?.name);
    case 'bytes':
      if (schema.logical === undefined) return 'bytes';
      if (schema.logical.name !== 'decimal' || schema.logical.precision !== 18) return 'other bytes';
      return `decimal(18,${schema.logical.scale})`;
    case 'array':
      return `list of ${kindOf(schema.items)}`;
    case 'map':
      return `map of ${kindOf(schema.values)}`;
    case 'record':
      return 'group';
    default:
      return `other ${schema.type}`;
  }
}

function kindOfLong(logical: string | undefined): ColumnKind {
  if (logical === undefined) return 'integer';
  if (logical === 'timestamp-micros') return 'time';
  return logical === 'timestamp-nanos' ? 'time in nanoseconds' : `other long ${logical}`;
}
