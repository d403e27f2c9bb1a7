import { type AvroBytes, type AvroRecord, type AvroSchema, readAvroSchema } from '../../formats/avro/schema.ts';
import { type Field, type Fields, mostDecimals } from '../../language/model.ts';
import type { Derived } from '../encoding.ts';
import { type AvroTime, timeOf } from './times.ts';

/** The contract that reads what values of a schema become (docs/registry.md). */
export function deriveContract(name: string, schema: string): Derived {
  let root: AvroSchema;
  try {
    root = readAvroSchema(schema);
  } catch (error) {
    return { contract: undefined, problems: [{ path: '', message: error instanceof Error ? error.message : '' }] };
  }
  if (root.type !== 'record') {
    return { contract: undefined, problems: [{ path: '', message: `an event is a record, this is ${root.type}` }] };
  }
  return { contract: { name, unknown: 'keep', fields: new Deriver().fields(root, []) }, problems: [] };
}

class Deriver {
  /** `within`: the records that this one stands in. */
  fields(record: AvroRecord, within: readonly AvroRecord[]): Fields {
    const inner = [...within, record];
    return Object.fromEntries(record.fields.map(({ name, schema }) => [name, this.#field(schema, true, inner)]));
  }

  #field(schema: AvroSchema, required: boolean, within: readonly AvroRecord[]): Field {
    const time = timeOf(schema);
    if (time !== undefined) return { type: 'string', required, ...timeFormats[time.kind], ...nanoseconds(time) };
    switch (schema.type) {
      case 'boolean':
        return { type: 'boolean', required };
      case 'int':
      case 'long':
        return { type: 'integer', required };
      case 'float':
      case 'double':
        return { type: 'number', required };
      case 'string':
        return { type: 'string', required };
      case 'enum':
        return { type: 'string', required, enum: schema.symbols };
      case 'bytes':
      case 'fixed':
        return ofBytes(schema, required);
      case 'array':
        return { type: 'array', required, items: this.#field(schema.items, true, within) };
      case 'union':
        return this.#union(schema.branches, required, within);
      case 'record':
        // One that holds itself has no end.
        if (within.includes(schema)) return { type: 'any', required };
        return { type: 'object', required, fields: this.fields(schema, within) };
      case 'map':
        return { type: 'map', required, values: this.#field(schema.values, true, within) };
      case 'null':
        return { type: 'any', required: false };
    }
  }

  /** Several kinds of values in one field are any. */
  #union(branches: readonly AvroSchema[], required: boolean, within: readonly AvroRecord[]): Field {
    const others = branches.filter(({ type }) => type !== 'null');
    const [only] = others;
    const needed = required && others.length === branches.length;
    return only === undefined || others.length > 1
      ? { type: 'any', required: needed }
      : this.#field(only, needed, within);
  }
}

function ofBytes({ logical, ...schema }: AvroBytes, required: boolean): Field {
  // Bytes with the name of an uuid are none.
  if (logical?.name === 'uuid' && schema.type === 'fixed') return { type: 'string', required, format: 'uuid' };
  if (logical?.name !== 'decimal') return { type: 'string', required, format: 'base64' };
  // No column holds more digits: its text does.
  if (logical.precision > mostDecimals) return { type: 'any', required };
  return { type: 'number', required, decimals: logical.scale };
}

const nanoseconds = ({ kind, digits }: AvroTime) =>
  digits > 6 && kind !== 'time' ? ({ fraction: 'nanoseconds' } as const) : {};

const timeFormats = {
  date: { format: 'date' },
  timestamp: { format: 'date-time' },
  'local-timestamp': { format: 'local-date-time' },
  time: {},
} as const;
