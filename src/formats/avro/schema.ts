import { isRecord, type Values } from '../../base/values.ts';

/** An Avro schema as far as its values depend on it, its names followed. */
export type AvroSchema =
  | { readonly type: 'null' | 'boolean' | 'float' | 'double' | 'string' }
  | { readonly type: 'int' | 'long'; readonly logical?: Logical }
  | AvroBytes
  | { readonly type: 'enum'; readonly name: string; readonly symbols: readonly string[] }
  | { readonly type: 'array'; readonly items: AvroSchema }
  | { readonly type: 'map'; readonly values: AvroSchema }
  | { readonly type: 'union'; readonly branches: readonly AvroSchema[] }
  | AvroRecord;

export type AvroBytes =
  | { readonly type: 'bytes'; readonly logical?: Logical }
  | { readonly type: 'fixed'; readonly name: string; readonly size: number; readonly logical?: Logical };

export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  /** Filled once all is read: a record may hold itself. */
  readonly fields: { readonly name: string; readonly schema: AvroSchema; readonly hasDefault: boolean }[];
}

export interface Logical {
  readonly name: string;
  /** Of decimals. */
  readonly precision: number;
  readonly scale: number;
}

/** Reads the text of a schema. Throws SyntaxError for text that is none. */
export function readAvroSchema(text: string): AvroSchema {
  const value: unknown = JSON.parse(text);
  return new Reader().read(value, '');
}

const primitives = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const;

class Reader {
  readonly #named = new Map<string, AvroSchema>();

  read(value: unknown, namespace: string): AvroSchema {
    if (Array.isArray(value)) return { type: 'union', branches: value.map((branch) => this.read(branch, namespace)) };
    if (typeof value === 'string') return this.#byName(value, namespace);
    if (!isRecord(value)) throw new SyntaxError('a schema is a name, an object or a list');
    const { type } = value;
    if (typeof type !== 'string') return this.read(type, namespace);
    switch (type) {
      case 'record':
      case 'error':
        return this.#record(value, namespace);
      case 'enum':
        return this.#keep(value, namespace, (name) => ({ type, name, symbols: texts(value.symbols) }));
      case 'fixed':
        return this.#keep(value, namespace, (name) => ({
          type,
          name,
          size: Number(value.size),
          ...logicalOf(value),
        }));
      case 'array':
        return { type, items: this.read(value.items, namespace) };
      case 'map':
        return { type, values: this.read(value.values, namespace) };
      case 'int':
      case 'long':
      case 'bytes':
        return { type, ...logicalOf(value) };
      default:
        return this.#byName(type, namespace);
    }
  }

  #record(value: Values, namespace: string): AvroSchema {
    const record: AvroRecord = { type: 'record', name: fullName(value, namespace), fields: [] };
    this.#named.set(record.name, record);
    const inner = record.name.slice(0, Math.max(0, record.name.lastIndexOf('.')));
    for (const field of Array.isArray(value.fields) ? value.fields : []) {
      if (!isRecord(field) || typeof field.name !== 'string') throw new SyntaxError('a field has a name and a type');
      const { name } = field;
      record.fields.push({ name, schema: this.read(field.type, inner), hasDefault: Object.hasOwn(field, 'default') });
    }
    return record;
  }

  #keep(value: Values, namespace: string, make: (name: string) => AvroSchema): AvroSchema {
    const name = fullName(value, namespace);
    const schema = make(name);
    this.#named.set(name, schema);
    return schema;
  }

  #byName(name: string, namespace: string): AvroSchema {
    const primitive = primitives.find((known) => known === name);
    if (primitive !== undefined) return { type: primitive };
    const full = name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
    const found = this.#named.get(full) ?? this.#named.get(name);
    if (found === undefined) throw new SyntaxError(`there is no type ${name}`);
    return found;
  }
}

function fullName(value: Values, outer: string): string {
  const name = String(value.name);
  const namespace = typeof value.namespace === 'string' ? value.namespace : outer;
  return name.includes('.') || namespace === '' ? name : `${namespace}.${name}`;
}

/** One that does not fit its schema is none. */
function logicalOf({ logicalType: name, precision = 0, scale = 0 }: Values): { logical?: Logical } {
  if (typeof name !== 'string') return {};
  const [digits, after] = [Number(precision), Number(scale)];
  if (name === 'decimal' && !(digits > 0 && after >= 0 && after <= digits)) return {};
  return { logical: { name, precision: digits, scale: after } };
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
