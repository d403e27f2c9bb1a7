import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ExpectedRows } from '../../src/formats/rows/expected.ts';
import { driftOf } from '../../src/infer/drift.ts';
import { eventWords } from '../../src/infer/event-words.ts';
import { Inference } from '../../src/infer/inference.ts';
import { eventJsonSchema } from '../../src/language/event-json-schema.ts';
import type { EventContract } from '../../src/language/model.ts';
import { inferredYaml } from '../../src/ui/inferred.ts';
import { read } from '../language/reading.ts';

function inferred(values: readonly (string | Buffer | null)[]) {
  const inference = new Inference();
  for (const [index, value] of values.entries()) inference.add(value, `record ${index + 1}`);
  return { ...inference.result('thing'), seen: inference.seen };
}

const wordsOf = (values: readonly unknown[]) => {
  const { event } = inferred(values.map((value) => JSON.stringify(value)));
  return event && eventWords(event);
};

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

const looked = { what: 'records', records: 0, events: 0, unfit: [], notes: [] };

/** The contract as a file declares it, read back. */
async function readBack(event: EventContract): Promise<EventContract | undefined> {
  const { pipelines } = await read(inferredYaml('some', 'thing', eventWords(event), undefined, looked));
  return pipelines[0]?.events.thing;
}

describe('a contract out of records', () => {
  test('knows types, optional fields, formats, lists and objects', () => {
    const words = wordsOf([
      {
        id: 1,
        at: '2026-01-02T10:00:00Z',
        day: '2026-01-02',
        ok: true,
        tags: ['a'],
        place: { lat: 1.5 },
        sent_at: 1767348000000,
      },
      {
        id: 2,
        at: '2026-01-02T10:00:00.5+01:00',
        day: '2024-02-29',
        ok: false,
        tags: [],
        place: { lat: 2, x: null },
        note: 'n',
        sent_at: 1767348000001,
      },
    ]);
    expect(words).toEqual({
      fields: {
        id: 'integer',
        at: { type: 'string', format: 'date-time' },
        day: { type: 'string', format: 'date' },
        ok: 'boolean',
        tags: { items: 'string' },
        place: { fields: { lat: 'number', 'x?': 'any' } },
        sent_at: { type: 'integer', format: 'epoch-milliseconds' },
        'note?': 'string',
      },
    });
  });

  test('knows choices and decimals where there are enough values', () => {
    const words = wordsOf(
      times(60, (at) => ({ status: at % 3 === 0 ? 'open' : 'closed', price: at + 0.25, text: `t${at}` })),
    );
    expect(words).toEqual({
      fields: {
        status: { type: 'string', enum: ['closed', 'open'] },
        price: { type: 'number', decimals: 2 },
        text: 'string',
      },
    });
  });

  test('finds the field that tells types apart', () => {
    const words = wordsOf(
      times(40, (at) =>
        at % 2 === 0 ? { k: `u${at % 4}`, type: 'sale', price: 1 } : { k: 'u', type: 'view', page: '/', note: null },
      ),
    );
    expect(words).toEqual({
      by: 'type',
      fields: { k: { type: 'string', enum: ['u', 'u0', 'u2'] } },
      types: { sale: { price: 'integer' }, view: { page: { type: 'string', enum: ['/'] }, 'note?': 'any' } },
    });
  });

  test('takes an object with many names, each of which is rare, for a map', () => {
    expect(wordsOf(times(60, (at) => ({ by: { [`user${at}`]: at } })))).toEqual({
      fields: { by: { values: 'integer' } },
    });
  });

  test('counts what is no event, and says what has no one type', () => {
    const { records, events, unfit, notes } = inferred([
      '{"a":1}',
      '{"a":"x"}',
      'no',
      '[1]',
      null,
      Buffer.from([0xff]),
      '{"a":1,"a":2}',
    ]);
    expect({ records, events, notes }).toEqual({
      records: 7,
      events: 2,
      notes: ['a is of no one type: 1 texts, 1 numbers'],
    });
    expect(unfit.map(({ reason, count, first }) => [reason, count, first])).toEqual([
      ['no JSON', 1, 'record 3'],
      ['no JSON objects', 1, 'record 4'],
      ['tombstones', 1, 'record 5'],
      ['no UTF-8', 1, 'record 6'],
      ['objects with one name twice', 1, 'record 7'],
    ]);
  });

  test('holds numbers that no column holds as they are', () => {
    const { event } = inferred(['{"a":123456789012345678901234567890,"b":9223372036854775807,"c":1e400}']);
    expect(event && eventWords(event)).toEqual({ fields: { a: 'any', b: 'integer', c: 'any' } });
  });
});

describe('drift', () => {
  test('tells new, missing and misfitting fields, with how often', async () => {
    const yaml =
      'pipeline: p\nevents: { thing: { fields: { id: integer, old: string, price: { type: number, decimals: 2 }, status: { type: string, enum: [a] } } } }\n';
    const declared = (await read(yaml)).pipelines[0]?.events.thing;
    if (declared === undefined) throw new Error('no event');
    const { seen } = inferred([
      '{"id":1,"price":1.5,"status":"a"}',
      '{"id":"x","price":1.555,"status":"b","more":true}',
    ]);
    expect(driftOf(declared, seen).map(({ kind, place, count, of }) => `${kind} ${place} ${count}/${of}`)).toEqual([
      'misfit id 1/2',
      'unseen old 0/2',
      'misfit price 2/2',
      'misfit status 1/2',
      'new more 1/2',
    ]);
  });

  test('is none where the records are those that the contract was written from', async () => {
    const values = times(40, (at) => JSON.stringify(at % 2 === 0 ? { type: 'a', x: at } : { type: 'b', y: [at] }));
    const { event, seen } = inferred(values);
    expect(event && driftOf(event, seen)).toEqual([]);
  });
});

/** Values as APIs send them: few names, many shapes, now and then something odd. */
const scalar = fc.oneof(
  fc.integer(),
  fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map((value) => ({ exactly: String(value) })),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 99_999 }).map((value) => value / 100),
  fc.integer({ min: 1_600_000_000, max: 1_800_000_000 }),
  fc
    .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-02-30T10:00:00Z',
    '2026-01-01',
    '12.50',
    '3.1',
    'a',
    'b',
    '',
    '0000-00-00',
    '2026-01-01T10:00:00.123456789Z',
  ),
  fc.uuid(),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.boolean(),
  fc.constant(null),
);
const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('id', 'type', 'at', 'created_at', 'price', 'tags', 'place', 'note', 'ts') },
  { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom('_rest', 'a?', '__proto__', 'constructor', 'x y', 'kafka_offset') },
);
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const event = fc
  .tuple(fc.constantFrom('sale', 'view', 'click'), fc.dictionary(name, value, { maxKeys: 6 }))
  .map(([type, members]) => ({ ...members, type }));
const records = fc.oneof(
  fc.array(event, { minLength: 1, maxLength: 40 }),
  // the same shapes again and again, so that choices, decimals and unions are found
  fc.array(event, { minLength: 1, maxLength: 3 }).map((some) => times(60, (at) => some[at % some.length])),
);

/** JSON in which whole numbers keep all their digits. */
const json = (one: unknown) => JSON.stringify(one).replace(/\{"exactly":"(-?\d+)"\}/g, '$1');

test('what infer writes is a valid file, and accepts every record it saw', async () => {
  await fc.assert(
    fc.asyncProperty(records, async (all) => {
      const texts = all.map(json);
      const { event: found, events } = inferred(texts);
      if (found === undefined) return;
      expect(events).toBe(texts.length);
      const declared = await readBack(found);
      if (declared === undefined) throw new Error('the file declares no event');
      const ajv = new Ajv2020({ strict: false, ownProperties: true });
      formats.default(ajv);
      const validate = ajv.compile(eventJsonSchema(declared));
      const rows = new ExpectedRows(declared);
      for (const text of texts) {
        expect(validate(JSON.parse(text)) || [text, validate.errors, eventWords(found)]).toBe(true);
        rows.row(text);
      }
    }),
    { numRuns: 40 },
  );
});
