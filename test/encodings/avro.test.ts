import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { avro } from '../../src/encodings/avro/avro.ts';
import { Undecodable } from '../../src/encodings/encoding.ts';
import { checkout } from '../../src/target/checkout.ts';

interface Vector {
  readonly name: string;
  readonly writer: unknown;
  readonly reader?: unknown;
  readonly references?: readonly unknown[];
  readonly hex: string;
  readonly json: string | null;
}

const { values }: { readonly values: readonly Vector[] } = JSON.parse(
  readFileSync(join(checkout, 'test/vectors/avro.json'), 'utf8'),
);

const written = ({ writer, references = [] }: Pick<Vector, 'writer' | 'references'>) => ({
  text: JSON.stringify(writer),
  references: references.map((reference) => ({ name: '', text: JSON.stringify(reference) })),
});

/** The JSON of a vector's payload; the reason where there is none. */
function read({
  writer,
  reader,
  references = [],
  hex,
}: Vector): { readonly json: string } | { readonly reason: string } {
  const schema = { id: 7, type: 'AVRO', ...written({ writer, references }) };
  const derived = reader === undefined ? {} : { version: 2, schema: JSON.stringify(reader) };
  try {
    const payload = avro.payload(schema, { format: 'avro', subject: 'orders-value', ...derived }, 'schema 7');
    return { json: payload(Buffer.from(`0000000007${hex}`, 'hex'), 5) };
  } catch (error) {
    if (error instanceof Undecodable) return { reason: error.message };
    throw error;
  }
}

/** Values that JSON alone does not bring back to the same bytes. */
const oneWay = ['a list in a block with its size', 'a map, sorted', 'a float is widened', 'double 9007199254740992'];

describe('JSON becomes the bytes that it was read of', () => {
  const both = values.filter(
    ({ name, json, reader }) => json !== null && reader === undefined && !oneWay.includes(name),
  );
  test.each(both)('$name', ({ hex, json, ...vector }) => {
    expect(
      avro
        .encoder(avro.whole(written(vector)))(json ?? '')
        .toString('hex'),
    ).toBe(hex);
  });

  const field = (type: unknown) =>
    avro.encoder(JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: 'a', type }] }));
  test.each([
    ['int', '{"a":2147483648}', 'a: 2147483648 is no int'],
    ['int', '{"a":1.5}', 'a: expected a whole number, found number 1.5'],
    ['string', '{"a":5}', 'a: expected text, found number 5'],
    ['string', '{}', 'a: is missing'],
    ['string', '{"a":"x","b":1}', 'b: the schema has no such field'],
    ['string', '{"a":', 'it is no JSON'],
    ['string', '[]', 'expected an object, found a list'],
    [['null', 'long'], '{"a":"x"}', 'a: expected a whole number, found text'],
    [{ type: 'enum', name: 'E', symbols: ['A', 'B'] }, '{"a":"C"}', 'a: expected one of A, B, found text'],
    [
      { type: 'bytes', logicalType: 'decimal', precision: 4, scale: 2 },
      '{"a":1.234}',
      'a: 1.234 has more than 2 digits',
    ],
    [
      { type: 'bytes', logicalType: 'decimal', precision: 4, scale: 2 },
      '{"a":123.45}',
      'a: 123.45 has more than 4 digits',
    ],
    [{ type: 'int', logicalType: 'date' }, '{"a":"2026-02-30"}', 'a: "2026-02-30" is no date'],
    [{ type: 'long', logicalType: 'timestamp-millis' }, '{"a":"2026-02-28T00:00:00.0001Z"}', 'more than 3 digits'],
    ['bytes', '{"a":"???"}', 'a: it is no base64'],
    [{ type: 'fixed', name: 'F', size: 2 }, '{"a":"AQID"}', 'a: it has not 2 bytes'],
  ] as const)('%j takes no %s', (type, json, why) => {
    expect(() => field(type)(json)).toThrow(why);
  });
});

describe('the vectors that Java reads too', () => {
  test.each(values)('$name', (vector) => {
    const found = read(vector);
    if (vector.json !== null) expect(found).toEqual({ json: vector.json });
    else expect(found).toHaveProperty('reason');
  });
});
