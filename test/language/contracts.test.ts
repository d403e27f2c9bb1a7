import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../src/base/canonical.ts';
import { conflictingFields } from '../../src/language/conflicting-fields.ts';
import { eventJsonSchema } from '../../src/language/event-json-schema.ts';
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
