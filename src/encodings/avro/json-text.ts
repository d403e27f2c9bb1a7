import { isRecord } from '../../base/values.ts';
import type { AvroBytes, AvroRecord, AvroSchema } from '../../formats/avro/schema.ts';
import { Undecodable } from '../encoding.ts';
import { timeOf, timeText } from './times.ts';

/** Writes a value that avsc read, its unions wrapped and its longs as bigint. */
type Write = (value: unknown) => string;

const withField = (name: string, error: unknown): unknown =>
  error instanceof Undecodable ? new Undecodable(`${name}${separated(error.message)}`) : error;

const separated = (message: string): string => (/^[\w.[\]]+: /.test(message) ? `.${message}` : `: ${message}`);

/** How values of a schema become JSON, by the table of docs/registry.md: always the same text for one value. */
export function jsonWriter(schema: AvroSchema): Write {
  return new Writers().of(schema);
}

class Writers {
  readonly #records = new Map<AvroRecord, { write: Write }>();

  of(schema: AvroSchema): Write {
    switch (schema.type) {
      case 'null':
        return () => 'null';
      case 'boolean':
        return String;
      case 'int':
      case 'long': {
        const time = timeOf(schema);
        return time === undefined ? String : (value) => JSON.stringify(timeText(whole(value), time));
      }
      case 'float':
      case 'double':
        return doubleText;
      case 'string':
      case 'enum':
        return (value) => JSON.stringify(value);
      case 'bytes':
      case 'fixed':
        return bytesWriter(schema);
      case 'array': {
        const item = this.of(schema.items);
        return (value) => `[${listOf(value).map(item).join(',')}]`;
      }
      case 'map': {
        const item = this.of(schema.values);
        // Sorted: an Avro map has no order.
        return (value) =>
          `{${Object.entries(isRecord(value) ? value : {})
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([key, one]) => `${JSON.stringify(key)}:${item(one)}`)
            .join(',')}}`;
      }
      case 'union':
        return this.#union(schema.branches);
      case 'record':
        return this.#record(schema);
    }
  }

  #union(branches: readonly AvroSchema[]): Write {
    const writers = new Map(branches.map((branch) => [branchName(branch), this.of(branch)]));
    return (value) => {
      if (value === null) return 'null';
      const [[name, inner] = ['', undefined]] = Object.entries(isRecord(value) ? value : {});
      const write = writers.get(name);
      if (write === undefined) throw new Undecodable('a union without a branch');
      return write(inner);
    };
  }

  #record(schema: AvroRecord): Write {
    const known = this.#records.get(schema);
    if (known !== undefined) return (value) => known.write(value);
    const own = { write: String as Write };
    this.#records.set(schema, own);
    const fields = schema.fields.map(({ name, schema: inner }) => ({
      name,
      head: `${JSON.stringify(name)}:`,
      write: this.of(inner),
    }));
    own.write = (value) => {
      const members = isRecord(value) ? value : {};
      const texts = fields.map(({ name, head, write }) => {
        try {
          return head + write(members[name]);
        } catch (error) {
          throw withField(name, error);
        }
      });
      return `{${texts.join(',')}}`;
    };
    return own.write;
  }
}

/** How avsc names a branch. */
export const branchName = (schema: AvroSchema): string => ('name' in schema ? schema.name : schema.type);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const whole = (value: unknown): bigint => BigInt(typeof value === 'bigint' ? value : Number(value));

/** The fewest digits that read back as the same double; minus zero has its sign. */
function doubleText(value: unknown): string {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Undecodable(`${number}, which JSON has no number for`);
  return Object.is(number, -0) ? '-0' : String(number);
}

function bytesWriter(schema: AvroBytes): Write {
  const { logical } = schema;
  if (logical?.name === 'decimal') return (value) => decimalText(bytesOf(value), logical.scale);
  if (logical?.name === 'uuid' && schema.type === 'fixed') {
    return (value) =>
      JSON.stringify(
        bytesOf(value)
          .toString('hex')
          .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
      );
  }
  return (value) => JSON.stringify(bytesOf(value).toString('base64'));
}

const bytesOf = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.alloc(0));

/** Two's complement, highest byte first, with `scale` digits after the point. */
function decimalText(bytes: Buffer, scale: number): string {
  if (bytes.length === 0) throw new Undecodable('a decimal without bytes');
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`;
}
