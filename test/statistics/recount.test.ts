import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawRecord } from '../../src/clients/kafka/records.ts';
import type { EventContract } from '../../src/language/model.ts';
import { differences, figuresOf } from '../../src/statistics/audit/figures.ts';
import { Recount } from '../../src/statistics/audit/recount.ts';
import { StatisticsFold } from '../../src/statistics/fold.ts';
import { plainTable, type TableSpec } from '../../src/statistics/spec.ts';

const contract: EventContract = {
  name: 'evenement',
  by: 'event_type',
  unknown: 'keep',
  fields: {
    user_id: { type: 'string', required: true },
    event_type: { type: 'string', required: true },
    timestamp: { type: 'string', format: 'local-date-time', required: true },
    age: { type: 'integer', required: false },
    sent: { type: 'integer', format: 'epoch-seconds', minimum: 0, required: false },
    fee: { type: 'string', format: 'decimal', decimals: 2, required: false },
  },
  types: { achat: { price: { type: 'number', decimals: 2, required: true } }, connexion: {}, deconnexion: {} },
  aliases: { déconnexion: 'deconnexion' },
};

const table = (more: Partial<TableSpec> = {}): TableSpec => ({
  ...plainTable('evenements', contract),
  count: ['event_type', 'user_id', 'age'],
  sum: { sales: { of: 'price', type: 'achat', unit: '€' }, ages: { of: 'age' }, fees: { of: 'fee' } },
  ...more,
});

let offset = 0;
const record = (value: Buffer | string | null): RawRecord => ({
  offset: offset++,
  timestamp: offset * 1_000,
  key: null,
  value: typeof value === 'string' ? Buffer.from(value) : value,
  headers: () => [],
});

function both(spec: TableSpec, records: readonly RawRecord[]) {
  const fold = new StatisticsFold({ tables: { caisse: spec }, events: { evenements: contract } }, 'evenements');
  let state = fold.initial();
  // A state that is written and read in the middle must not matter.
  for (const one of records) {
    fold.apply(state, 0, [one]);
    state = fold.decode(fold.encode(state));
  }
  const recount = new Recount(spec, contract);
  for (const one of records) recount.take(one);
  const counted = state.get('caisse');
  if (counted === undefined) throw new Error('no table');
  return { counted: figuresOf(counted, spec), recounted: recount.figures() };
}

const number = fc.oneof(
  fc.constantFrom(
    '1',
    '0.1',
    '0.30',
    '899.99',
    '-5',
    '1e3',
    '1E-2',
    '1e400',
    '1e999999',
    '0.1000000000000000055',
    '-0',
  ),
  fc.constantFrom('9007199254740993', '123456789012345678901234567890.5', '"5"', 'true', '[1]', 'null'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);
const time = fc.integer({ min: 0, max: 200 }).map((seconds) => new Date(seconds * 1_000).toISOString().slice(0, -1));
const event = fc
  .record({
    type: fc.constantFrom('"achat"', '"connexion"', '"déconnexion"', '"vol"', '7', undefined),
    user: fc.constantFrom('"user1"', '"user2"', '"é\\ud800"', '"__proto__"', 'null', '{}', undefined),
    time: fc.oneof(
      time.map((text) => `"${text}"`),
      fc.constantFrom('"hier"', undefined),
    ),
    price: number,
    age: fc.oneof(number, fc.constant(undefined)),
    sent: fc.oneof(
      fc.integer({ min: -1, max: 200 }).map(String),
      fc.constantFrom('1767225600000', '1.5', '"5"', undefined),
    ),
    fee: fc.oneof(
      number.map((one) => JSON.stringify(one)),
      fc.constantFrom('"12.50"', '"05"', '"+1"', '" 1"', '""', '7', undefined),
    ),
  })
  .map(({ type, user, time, price, age, sent, fee }) => {
    const fields = { event_type: type, user_id: user, timestamp: time, price, age, sent, fee };
    const written = Object.entries(fields).flatMap(([name, json]) => (json === undefined ? [] : [`"${name}":${json}`]));
    return `{${written.join(',')}}`;
  });
const value = fc.oneof(
  { weight: 9, arbitrary: event },
  fc.constantFrom('', 'null', '[]', '17', '{', '"achat"', '{"event_type":"constructor"}', '{"toString":1}'),
  fc.constantFrom(null, Buffer.from([0xff, 0xfe])),
);

test.each([
  ['whatever comes', {}],
  ['with room for few values', { keys: 3 }],
  ['with windows', { window: 10_000, time: 'timestamp' }],
  ['with room for few windows', { window: 10_000, time: 'timestamp', keys: 6 }],
  ['with windows of a number since 1970', { window: 10_000, time: 'sent' }],
  ['with windows of the time of the record', { window: 10_000, keys: 20 }],
] satisfies [string, Partial<TableSpec>][])('what is counted equals a second, naive count: %s', (_, more) => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), (values) => {
      const { counted, recounted } = both(table(more), values.map(record));
      expect(differences(counted, recounted)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('sums are exact, an alias counts as its type, and nothing is left out without a word', () => {
  const values = [
    '{"event_type":"achat","user_id":"user1","timestamp":"2025-12-17T11:46:33.486910","price":0.1}',
    '{"event_type":"achat","user_id":"user1","timestamp":"2025-12-17T11:46:34","price":0.2}',
    '{"event_type":"déconnexion","user_id":"user2","timestamp":"2025-12-17T11:46:35"}',
    '{"event_type":"achat","user_id":"user1","timestamp":"2025-12-17T11:46:36","price":"five"}',
    null,
  ];
  const { counted } = both(table(), values.map(record));
  expect(Object.fromEntries(counted)).toEqual({
    events: '3',
    'event_type achat': '2',
    'event_type deconnexion': '1',
    'user_id user1': '2',
    'user_id user2': '1',
    'age (none)': '3',
    'sum sales': '0.3',
    'in sum sales': '2',
    'broken: price is no number': '1',
    tombstones: '1',
  });
});
