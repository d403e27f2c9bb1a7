import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/base/canonical.ts';
import { conflictingFields } from '../../src/language/conflicting-fields.ts';
import { eventJsonSchema } from '../../src/language/event-json-schema.ts';
import { readJsonSchemaFile } from '../../src/language/json-schema-file.ts';
import type { EventContract } from '../../src/language/model.ts';
import { read } from './reading.ts';

async function contract(body: string): Promise<EventContract> {
  const { pipelines } = await read(`pipeline: shop\nevents:\n  e: ${body}\n`);
  const found = pipelines[0]?.events.e;
  if (found === undefined) throw new Error('no event e');
  return found;
}

async function validator(body: string): Promise<(value: unknown) => boolean> {
  const ajv = new Ajv2020({ allErrors: true });
  formats.default(ajv);
  return ajv.compile(eventJsonSchema(await contract(body)));
}

describe('event contracts', () => {
  test('short and long forms mean the same', async () => {
    const short = await contract(
      '{ fields: { a: string, b: integer?, c: { items: number }, d: { fields: { x: boolean? } } } }',
    );
    const long = await contract(
      '{ fields: { a: { type: string }, b?: { type: integer }, c: { type: array, items: { type: number } }, d: { type: object, fields: { x?: boolean } } }, unknown: keep }',
    );
    expect(short).toEqual(long);
  });

  test('a union names its discriminator among the common fields', async () => {
    const union = await contract(
      '{ by: kind, fields: { id: string }, types: { a: {}, b: { n: number } }, aliases: { á: a } }',
    );
    expect(canonicalJson(union)).toBe(
      '{"aliases":{"á":"a"},"by":"kind","fields":{"id":{"required":true,"type":"string"},"kind":{"required":true,"type":"string"}},"name":"e","types":{"a":{},"b":{"n":{"required":true,"type":"number"}}},"unknown":"keep"}',
    );
  });

  test('a JSON Schema file reads as the contract it describes', async () => {
    const { pipelines } = await read('pipeline: shop\nevents:\n  order: { $ref: ./schemas/order.json }\n');
    expect(pipelines[0]?.events.order).toEqual({
      name: 'order',
      unknown: 'reject',
      fields: {
        id: { type: 'string', format: 'uuid', required: true },
        total: { type: 'number', minimum: 0, required: true },
        note: { type: 'string', required: false },
        lines: {
          type: 'array',
          minItems: 1,
          required: false,
          items: {
            type: 'object',
            required: true,
            fields: { product: { type: 'string', required: true }, count: { type: 'integer', required: false } },
          },
        },
      },
    });
  });
});

describe('the plain JSON Schema of an event', () => {
  test('accepts each type of a union with its own fields, in every spelling', async () => {
    const valid = await validator(
      '{ by: kind, fields: { id: string }, types: { leave: {}, buy: { price: { type: number, decimals: 2 } } }, aliases: { léave: leave } }',
    );
    expect(valid({ id: 'a', kind: 'buy', price: 899.99 })).toBe(true);
    expect(valid({ id: 'a', kind: 'léave' })).toBe(true);
    expect(valid({ id: 'a', kind: 'leave', more: 1 })).toBe(true);
    expect(valid({ id: 'a', kind: 'buy' })).toBe(false);
    expect(valid({ id: 'a', kind: 'sell' })).toBe(false);
    expect(valid({ kind: 'leave' })).toBe(false);
  });

  test('knows times with and without a zone', async () => {
    const valid = await validator(
      '{ fields: { at: { type: string, format: local-date-time }, on?: { type: string, format: date-time } } }',
    );
    expect(valid({ at: '2025-12-17T11:46:33.486910' })).toBe(true);
    expect(valid({ at: '2025-12-17T11:46:33Z' })).toBe(false);
    expect(valid({ at: '2025-12-17T11:46', on: '2025-12-17T11:46:33+01:00' })).toBe(true);
    expect(valid({ at: '2025-12-17T11:46', on: '2025-12-17T11:46:33' })).toBe(false);
  });

  test('lets optional fields be absent or null, whatever else holds for them', async () => {
    const valid = await validator(
      '{ unknown: reject, fields: { a?: { type: string, enum: [x] }, b?: { items: integer }, c?: { fields: { d: string } } } }',
    );
    expect(valid({})).toBe(true);
    expect(valid({ a: null, b: null, c: null })).toBe(true);
    expect(valid({ a: 'y' })).toBe(false);
    expect(valid({ b: [1.5] })).toBe(false);
    expect(valid({ c: {} })).toBe(false);
    expect(valid({ z: 1 })).toBe(false);
  });
});

describe('fields of a union that cannot share a column', () => {
  test('are those of one name and different types, not those that differ in constraints', async () => {
    const union = await contract(
      '{ by: k, types: { a: { n: integer, s: string, l: { items: string } }, b: { n: number, s: { type: string, pattern: x }, l: { items: { type: string, format: date } } }, c: { n: integer } } }',
    );
    expect(conflictingFields(union)).toEqual([
      { field: 'n', types: ['a', 'b'] },
      { field: 'l', types: ['a', 'b'] },
    ]);
  });
});

describe('times and types that JSON has no word for', () => {
  test('stand in the contract as they are written, what is usual left out', async () => {
    const { fields } = await contract(
      '{ fields: { a: { type: integer, format: epoch-seconds }, b: { type: string, format: date-time, fraction: reject }, c: { type: string, format: date-time, fraction: cut }, d: { type: string, format: decimal, decimals: 2, minimum: 0 }, e?: { values: integer? }, f: any?, g: { items: any } } }',
    );
    expect(fields).toEqual({
      a: { type: 'integer', format: 'epoch-seconds', required: true },
      b: { type: 'string', format: 'date-time', required: true },
      c: { type: 'string', format: 'date-time', fraction: 'cut', required: true },
      d: { type: 'string', format: 'decimal', decimals: 2, minimum: 0, required: true },
      e: { type: 'map', values: { type: 'integer', required: false }, required: false },
      f: { type: 'any', required: false },
      g: { type: 'array', items: { type: 'any', required: true }, required: true },
    });
  });

  test('are said to validators in their own words', async () => {
    const valid = await validator(
      '{ fields: { a: { type: integer, format: epoch-seconds }, d: { type: string, format: decimal, decimals: 2 }, e: { values: integer }, f: any, g: { type: string, format: epoch-milliseconds }, h?: { type: string, format: base64 } } }',
    );
    const event = { a: 1767225600, d: '12.50', e: { x: 1 }, f: [1, {}], g: '1767225600000' };
    expect(valid(event)).toBe(true);
    expect(valid({ ...event, e: {}, f: 'x', h: 'AQ==' })).toBe(true);
    for (const wrong of [
      { a: 1767225600000 },
      { a: 1 },
      { d: 12.5 },
      { d: '1,5' },
      { e: { x: 'y' } },
      { f: null },
      { g: 'soon' },
    ])
      expect(valid({ ...event, ...wrong })).toBe(false);
  });

  test('are read out of a JSON Schema file where it can say them', async () => {
    const { contract: found, diagnostics } = readJsonSchemaFile(
      'e',
      'e.json',
      JSON.stringify({
        type: 'object',
        properties: {
          a: { type: 'integer', format: 'epoch-milliseconds' },
          b: { type: 'string', contentEncoding: 'base64' },
          c: { type: 'object', additionalProperties: { type: ['number', 'null'] } },
          d: { description: 'whatever' },
          e: { type: 'string', format: 'epoch-seconds' },
        },
        required: ['a'],
      }),
      undefined,
    );
    expect(diagnostics).toEqual([]);
    expect(found?.fields).toEqual({
      a: { type: 'integer', format: 'epoch-milliseconds', required: true },
      b: { type: 'string', format: 'base64', required: false },
      c: { type: 'map', values: { type: 'number', required: false }, required: false },
      d: { type: 'any', required: false },
      e: { type: 'string', format: 'epoch-seconds', required: false },
    });
  });
});
