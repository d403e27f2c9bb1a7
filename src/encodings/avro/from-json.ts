import { readTime } from '../../base/time.ts';
import type { AvroBytes, AvroRecord, AvroSchema } from '../../formats/avro/schema.ts';
import { ExactList, ExactNumber, ExactObject, type ExactValue } from '../../formats/rows/exact-json.ts';
import { Unencodable } from '../encoding.ts';
import { branchName } from './json-text.ts';
import { type AvroTime, timeOf } from './times.ts';

/** Makes the value that avsc writes of JSON. Throws Unencodable for JSON that is no value of the schema. */
type Make = (value: ExactValue) => unknown;

const RANGES = { int: 31n, long: 63n } as const;
const DAY = 86_400;

/** The reverse of jsonWriter: what it has written becomes the value that it was written of. */
export function valueMaker(schema: AvroSchema): Make {
  return new Makers().of(schema);
}

class Makers {
  readonly #records = new Map<AvroRecord, { make: Make }>();

  of(schema: AvroSchema): Make {
    switch (schema.type) {
      case 'null':
        return (value) => (value === null ? null : refuse('null', value));
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? value : refuse('a boolean', value));
      case 'int':
      case 'long': {
        const time = timeOf(schema);
        const number = time === undefined ? wholeNumber : (value: ExactValue) => unitsOf(value, time);
        return (value) => inRange(number(value), schema.type);
      }
      case 'float':
      case 'double':
        return (value) => (value instanceof ExactNumber ? Number(value.source) : refuse('a number', value));
      case 'string':
        return (value) => (typeof value === 'string' ? value : refuse('text', value));
      case 'enum':
        return (value) =>
          schema.symbols.some((symbol) => symbol === value)
            ? value
            : refuse(`one of ${schema.symbols.join(', ')}`, value);
      case 'bytes':
      case 'fixed':
        return bytesMaker(schema);
      case 'array': {
        const item = this.of(schema.items);
        return (value) =>
          value instanceof ExactList ? value.items.map((one) => item(one.value)) : refuse('a list', value);
      }
      case 'map': {
        const item = this.of(schema.values);
        return (value) => {
          if (!(value instanceof ExactObject)) return refuse('an object', value);
          return Object.fromEntries([...value.members].map(([key, one]) => [key, within(key, () => item(one.value))]));
        };
      }
      case 'union':
        return this.#union(schema.branches);
      case 'record':
        return this.#record(schema);
    }
  }

  /** The first branch that takes the value. */
  #union(branches: readonly AvroSchema[]): Make {
    const makers = branches.map((branch) => ({ name: branchName(branch), branch, make: this.of(branch) }));
    return (value) => {
      let problem: unknown;
      for (const { name, branch, make } of makers) {
        try {
          const made = make(value);
          return branch.type === 'null' ? null : { [name]: made };
        } catch (error) {
          if (!(error instanceof Unencodable)) throw error;
          if (branch.type !== 'null') problem ??= error;
        }
      }
      throw problem ?? new Unencodable('no branch of its union takes it');
    };
  }

  #record(schema: AvroRecord): Make {
    const known = this.#records.get(schema);
    if (known !== undefined) return (value) => known.make(value);
    const own = { make: (value: ExactValue): unknown => value };
    this.#records.set(schema, own);
    const fields = schema.fields.map((field) => ({ ...field, make: this.of(field.schema) }));
    const names = new Set(fields.map(({ name }) => name));
    own.make = (value) => {
      if (!(value instanceof ExactObject)) return refuse('an object', value);
      const strange = [...value.members.keys()].find((name) => !names.has(name));
      if (strange !== undefined) throw new Unencodable(`${strange}: the schema has no such field`);
      return Object.fromEntries(
        fields.map(({ name, make, hasDefault, schema: { type } }) => {
          const member = value.get(name);
          // avsc writes the default of a field that is absent.
          if (member === undefined && hasDefault) return [name, undefined];
          if (member === undefined && type !== 'union' && type !== 'null') throw new Unencodable(`${name}: is missing`);
          return [name, within(name, () => make(member ?? null))];
        }),
      );
    };
    return own.make;
  }
}

function within<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof Unencodable ? new Unencodable(`${name}: ${error.message}`) : error;
  }
}

function refuse(what: string, value: ExactValue): never {
  throw new Unencodable(`expected ${what}, found ${found(value)}`);
}

function found(value: ExactValue): string {
  if (value instanceof ExactNumber) return `number ${value.source}`;
  if (value instanceof ExactObject) return 'an object';
  if (value instanceof ExactList) return 'a list';
  return typeof value === 'string' ? 'text' : String(value);
}

function wholeNumber(value: ExactValue): bigint {
  if (value instanceof ExactNumber && /^-?\d+$/.test(value.source)) return BigInt(value.source);
  return refuse('a whole number', value);
}

function inRange(value: bigint, type: 'int' | 'long'): number | bigint {
  const limit = 2n ** RANGES[type];
  if (value >= limit || value < -limit) throw new Unencodable(`${value} is no ${type}`);
  return type === 'int' ? Number(value) : value;
}

/** Days, or units of a fraction since 1970 or midnight. What its unit cannot hold is refused. */
function unitsOf(value: ExactValue, { kind, digits }: AvroTime): bigint {
  if (typeof value !== 'string') return refuse('text of a time', value);
  if (kind === 'time') return ofClock(value, digits);
  const format = { date: 'date', timestamp: 'date-time', 'local-timestamp': 'local-date-time' }[kind];
  const time = readTime(value);
  if (time === undefined || time.format !== format) throw new Unencodable(`${JSON.stringify(value)} is no ${format}`);
  if (kind === 'date') return BigInt(time.seconds / DAY);
  if (time.digits > digits)
    throw new Unencodable(`${JSON.stringify(value)} has more than ${digits} digits of a second`);
  const [, fraction = ''] = /\.(\d+)/.exec(value) ?? [];
  return BigInt(time.seconds) * 10n ** BigInt(digits) + BigInt(fraction.slice(0, digits).padEnd(digits, '0') || '0');
}

function ofClock(text: string, digits: number): bigint {
  const [, hour = '', minute = '', second = '', fraction = ''] =
    /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?$/.exec(text) ?? [];
  if (hour === '' || fraction.length > digits) throw new Unencodable(`${JSON.stringify(text)} is no time of a day`);
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return BigInt(seconds) * 10n ** BigInt(digits) + BigInt(fraction.padEnd(digits, '0'));
}

function bytesMaker(schema: AvroBytes): Make {
  const { logical } = schema;
  const size = schema.type === 'fixed' ? schema.size : undefined;
  if (logical?.name === 'decimal') return (value) => decimalBytes(value, logical.scale, logical.precision, size);
  const isUuid = logical?.name === 'uuid' && size === 16;
  return (value) => {
    if (typeof value !== 'string') return refuse(isUuid ? 'text of a uuid' : 'base64', value);
    const bytes = isUuid ? Buffer.from(value.replaceAll('-', ''), 'hex') : Buffer.from(value, 'base64');
    if (!isUuid && bytes.toString('base64') !== value) throw new Unencodable('it is no base64');
    if (size !== undefined && bytes.length !== size) throw new Unencodable(`it has not ${size} bytes`);
    return bytes;
  };
}

function decimalBytes(value: ExactValue, scale: number, precision: number, size: number | undefined): Buffer {
  const source = value instanceof ExactNumber ? value.source : typeof value === 'string' ? value : '';
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+?)0*)?$/.exec(source) ?? [];
  if (whole === '') return refuse('a decimal', value);
  if (fraction.length > scale && !/^0*$/.test(fraction))
    throw new Unencodable(`${source} has more than ${scale} digits`);
  const digits = `${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > precision) throw new Unencodable(`${source} has more than ${precision} digits in all`);
  const unscaled = BigInt(`${sign}${digits}`);
  let length = size ?? 1;
  while (size === undefined && BigInt.asIntN(length * 8, unscaled) !== unscaled) length++;
  if (BigInt.asIntN(length * 8, unscaled) !== unscaled) throw new Unencodable(`${source} does not fit ${length} bytes`);
  return Buffer.from(
    BigInt.asUintN(length * 8, unscaled)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  );
}
