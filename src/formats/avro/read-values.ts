import type { Cursor } from './cursor.ts';
import type { AvroBytes, AvroRecord, AvroSchema } from './schema.ts';

export type AvroWhole = Extract<AvroSchema, { type: 'int' | 'long' }>;

/** What values become. Lists, maps and records are given theirs as they became. */
export interface Maker<T> {
  readonly nothing: T;
  boolean(value: boolean): T;
  whole(schema: AvroWhole): (value: number | bigint) => T;
  double(value: number): T;
  /** UTF-8, if the file is what it should be. */
  text(value: Buffer): T;
  bytes(schema: AvroBytes): (value: Buffer) => T;
  list(items: readonly T[]): T;
  map(entries: readonly (readonly [Buffer, T])[]): T;
  record(schema: AvroRecord): (values: readonly T[]) => T;
}

type Read<T> = (cursor: Cursor) => T;

/** Reads values of a schema. */
export function reading<T>(schema: AvroSchema, maker: Maker<T>): Read<T> {
  return new Readings(maker).of(schema);
}

/** The values of a record's fields, one after the other. */
export function readingFields<T>({ fields }: AvroRecord, maker: Maker<T>): readonly Read<T>[] {
  const readings = new Readings(maker);
  return fields.map(({ schema }) => readings.of(schema));
}

class Readings<T> {
  readonly #maker: Maker<T>;
  readonly #records = new Map<AvroRecord, { read: Read<T> }>();

  constructor(maker: Maker<T>) {
    this.#maker = maker;
  }

  of(schema: AvroSchema): Read<T> {
    const maker = this.#maker;
    switch (schema.type) {
      case 'null':
        return () => maker.nothing;
      case 'boolean':
        return (cursor) => maker.boolean(cursor.octet() === 1);
      case 'int':
      case 'long': {
        const make = maker.whole(schema);
        return (cursor) => make(cursor.long());
      }
      case 'float':
        return (cursor) => maker.double(cursor.float());
      case 'double':
        return (cursor) => maker.double(cursor.double());
      case 'string':
        return (cursor) => maker.text(cursor.bytes(cursor.size()));
      case 'enum': {
        const symbols = schema.symbols.map((symbol) => Buffer.from(symbol));
        return (cursor) => maker.text(known(symbols, cursor.size()));
      }
      case 'bytes': {
        const make = maker.bytes(schema);
        return (cursor) => make(cursor.bytes(cursor.size()));
      }
      case 'fixed': {
        const make = maker.bytes(schema);
        return (cursor) => make(cursor.bytes(schema.size));
      }
      case 'array': {
        const item = this.of(schema.items);
        return (cursor) => maker.list(items(cursor, () => item(cursor)));
      }
      case 'map': {
        const value = this.of(schema.values);
        return (cursor) => maker.map(items(cursor, () => [cursor.bytes(cursor.size()), value(cursor)]));
      }
      case 'union': {
        const branches = schema.branches.map((branch) => this.of(branch));
        return (cursor) => known(branches, cursor.size())(cursor);
      }
      case 'record':
        return this.#record(schema);
    }
  }

  #record(schema: AvroRecord): Read<T> {
    const before = this.#records.get(schema);
    if (before !== undefined) return (cursor) => before.read(cursor);
    const own: { read: Read<T> } = { read: () => this.#maker.nothing };
    this.#records.set(schema, own);
    const fields = schema.fields.map(({ schema: inner }) => this.of(inner));
    const make = this.#maker.record(schema);
    own.read = (cursor) => make(fields.map((field) => field(cursor)));
    return own.read;
  }
}

function items<I>(cursor: Cursor, item: () => I): I[] {
  const all: I[] = [];
  for (const count of cursor.runs()) for (let index = 0; index < count; index++) all.push(item());
  return all;
}

function known<V>(all: readonly V[], index: number): V {
  const one = all[index];
  if (one === undefined) throw new RangeError(`there is no branch or symbol ${index}`);
  return one;
}
