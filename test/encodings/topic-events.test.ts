import { describe, expect, test } from 'vitest';
import { avro } from '../../src/encodings/avro/avro.ts';
import { schemaIdOf } from '../../src/encodings/wire-format.ts';

const field = (type: unknown) =>
  avro.derive('order', JSON.stringify({ type: 'record', name: 'Order', fields: [{ name: 'a', type }] })).contract
    ?.fields.a;

describe('the contract of an Avro schema', () => {
  test.each([
    ['boolean', { type: 'boolean', required: true }],
    ['long', { type: 'integer', required: true }],
    ['float', { type: 'number', required: true }],
    [['null', 'string'], { type: 'string', required: false }],
    [['string', 'long'], { type: 'any', required: true }],
    [['null', 'string', 'long'], { type: 'any', required: false }],
    ['bytes', { type: 'string', format: 'base64', required: true }],
    [
      { type: 'enum', name: 'E', symbols: ['A'] },
      { type: 'string', enum: ['A'], required: true },
    ],
    [
      { type: 'map', values: 'long' },
      { type: 'map', required: true, values: { type: 'integer', required: true } },
    ],
    [
      { type: 'array', items: ['null', 'int'] },
      { type: 'array', required: true, items: { type: 'integer', required: false } },
    ],
    [
      { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 },
      { type: 'number', decimals: 2, required: true },
    ],
    [
      { type: 'bytes', logicalType: 'decimal', precision: 30, scale: 2 },
      { type: 'any', required: true },
    ],
    [
      { type: 'int', logicalType: 'date' },
      { type: 'string', format: 'date', required: true },
    ],
    [
      { type: 'long', logicalType: 'timestamp-micros' },
      { type: 'string', format: 'date-time', required: true },
    ],
    [
      { type: 'long', logicalType: 'timestamp-nanos' },
      { type: 'string', format: 'date-time', fraction: 'nanoseconds', required: true },
    ],
    [
      { type: 'long', logicalType: 'local-timestamp-millis' },
      { type: 'string', format: 'local-date-time', required: true },
    ],
    [['null', 'Order'], { type: 'any', required: false }],
    [
      { type: 'record', name: 'In', fields: [{ name: 'b', type: 'string' }] },
      { type: 'object', required: true, fields: { b: { type: 'string', required: true } } },
    ],
  ])('%j', (type, expected) => {
    expect(field(type)).toEqual(expected);
  });

  test('of what is no record is none, and says why', () => {
    expect(avro.derive('order', '"string"')).toEqual({
      contract: undefined,
      problems: [{ path: '', message: 'an event is a record, this is string' }],
    });
  });
});

test('a value that is not in the wire format names no schema', () => {
  expect(schemaIdOf(Buffer.from('000001869f00', 'hex'))).toBe(99_999);
  expect(() => schemaIdOf(Buffer.from('{"id":1}'))).toThrow('begins with byte 123 instead of 0');
  expect(() => schemaIdOf(Buffer.from([0, 0]))).toThrow('too short to name a schema');
});
