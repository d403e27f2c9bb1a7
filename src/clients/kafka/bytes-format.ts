import { UsageError } from '../../base/errors.ts';

/** How the bytes of a key or value are written as text, and read from it. */
export interface BytesFormat {
  readonly name: string;
  /** One line, as the docs and messages name it. */
  readonly summary: string;
  /** Throws RangeError for a text that is none. */
  bytes(text: string): Buffer;
  /** Undefined for bytes that are none. */
  text(bytes: Buffer): string | undefined;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function wholeNumber(text: string, bits: number): bigint {
  const number = /^-?\d{1,20}$/.test(text) ? BigInt(text) : undefined;
  if (number === undefined || BigInt.asIntN(bits, number) !== number) throw new RangeError(`no number of ${bits} bits`);
  return number;
}

function wholeBytes(text: string, bytes: 4 | 8): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64BE(wholeNumber(text, bytes * 8));
  return buffer.subarray(8 - bytes);
}

/** Formats by name; another, such as that of a schema registry, is one more entry. */
const formats: readonly BytesFormat[] = [
  { name: 'text', summary: 'UTF-8', bytes: (text) => Buffer.from(text), text: utf8 },
  {
    name: 'base64',
    summary: 'any bytes',
    bytes: (text) => {
      const bytes = Buffer.from(text, 'base64');
      if (bytes.toString('base64') !== text) throw new RangeError('no base64');
      return bytes;
    },
    text: (bytes) => bytes.toString('base64'),
  },
  {
    name: 'int',
    summary: '4 bytes, as IntegerSerializer writes them',
    bytes: (text) => wholeBytes(text, 4),
    text: (bytes) => (bytes.length === 4 ? String(bytes.readInt32BE()) : undefined),
  },
  {
    name: 'long',
    summary: '8 bytes, as LongSerializer writes them',
    bytes: (text) => wholeBytes(text, 8),
    text: (bytes) => (bytes.length === 8 ? String(bytes.readBigInt64BE()) : undefined),
  },
];

export const formatNames: readonly string[] = formats.map(({ name }) => name);

/** The format called `name`. Throws UsageError for any other name. */
export function bytesFormat(name: string): BytesFormat {
  const format = formats.find((one) => one.name === name);
  if (format !== undefined) return format;
  throw new UsageError(`There is no format ${name}`, { hint: `There are: ${formatNames.join(', ')}.` });
}
