import { expect, test } from 'vitest';
import { AlertsFold } from '../../src/alerts/alerts-fold.ts';
import type { Rule } from '../../src/alerts/spec.ts';
import { expensive, logins, recordOf, silence, specOf } from './rules.ts';

function alertsOf(rules: readonly Rule[], texts: readonly (string | null)[]) {
  const fold = new AlertsFold(specOf(...rules), 'events');
  const state = fold.initial();
  const outputs = fold.apply(
    state,
    0,
    texts.map((text, offset) => recordOf(offset, text)),
  );
  return { keys: outputs.map(({ key }) => key?.toString()), values: outputs.map(({ value }) => String(value)), state };
}

const achat = (price: string) =>
  `{"event_type":"achat","timestamp":"2025-12-17T11:46:33.48691","user_id":"u","price":${price}}`;
const login = (clock: string, user = 'ann', type = 'connexion') =>
  JSON.stringify({ event_type: type, timestamp: `2025-12-17T${clock}`, user_id: user });

test('a threshold is strict, and compared digit by digit', () => {
  const prices = ['500', '500.00', '500.01', '499.99', '500.00000000000000000001', '5e2', '5.0000000000000000000001e2'];
  const { keys } = alertsOf([expensive], prices.map(achat));
  expect(keys).toEqual(['events-0@2/expensive', 'events-0@4/expensive', 'events-0@6/expensive']);
});

test('below zero and around it the digits decide as well', () => {
  const rule = (bounds: object): Rule => ({
    ...expensive,
    where: [{ field: 'price', type: 'number', required: true, bounds }],
  });
  const prices = ['0', '-0.0', '0e5', '1e-999999999', '-1e-999999999', '1'];
  expect(alertsOf([rule({ exclusiveMinimum: 0 })], prices.map(achat)).keys).toHaveLength(2);
  expect(alertsOf([rule({ const: 0 })], prices.map(achat)).keys).toHaveLength(3);
  expect(alertsOf([rule({ maximum: 0 })], prices.map(achat)).keys).toHaveLength(4);
  expect(
    alertsOf([rule({ enum: [0.1, 1] })], ['0.1', '0.10', '0.10000000000000000001', '1.0'].map(achat)).keys,
  ).toHaveLength(3);
});

test('an alert holds its rule, its trigger, the events that led to it, and all of them as they were written', () => {
  const texts = [
    login('11:00:00.000001'),
    login('11:00:30', 'bob'),
    login('11:00:20', 'ann', 'log'),
    login('11:01:00.000001'),
  ];
  const { keys, values } = alertsOf([logins], texts);
  expect(keys).toEqual(['events-0@3/logins']);
  expect(JSON.parse(values[0] ?? '')).toEqual({
    rule: 'logins',
    definition: expect.stringMatching(/^[0-9a-f]{12}$/),
    topic: 'events',
    type: 'connexion',
    per: { field: 'user_id', value: 'ann' },
    trigger: { partition: 0, offset: 3, time: '2025-12-17T10:01:00.000001Z', event: JSON.parse(texts[3] ?? '') },
    events: [
      { partition: 0, offset: 0, time: '2025-12-17T10:00:00.000001Z', event: JSON.parse(texts[0] ?? '') },
      { partition: 0, offset: 2, time: '2025-12-17T10:00:20.000000Z', event: JSON.parse(texts[2] ?? '') },
    ],
  });
  expect(alertsOf([expensive], [achat('899.990')]).values[0]).toContain('"price":899.990}');
});

test('a microsecond too much is no alert; after one the count starts again', () => {
  expect(alertsOf([logins], [login('11:00:00'), login('11:00:20'), login('11:01:00.000001')]).keys).toEqual([]);
  const clocks = ['11:00:00', '11:00:01', '11:00:02', '11:00:03', '11:00:04', '11:00:05', '11:00:06'];
  expect(
    alertsOf(
      [logins],
      clocks.map((clock) => login(clock)),
    ).keys,
  ).toEqual(['events-0@2/logins', 'events-0@5/logins']);
});

test('what can lead to no alert any more is forgotten', () => {
  const clocks = Array.from({ length: 20 }, (_, minute) => login(`11:${minute + 10}:00`));
  const { keys, state } = alertsOf([{ ...logins, count: { events: 10, within: 120_000 } }], clocks);
  expect(keys).toEqual([]);
  const [kept] = state.rules.get('logins')?.counting.open.values() ?? [];
  expect(kept?.map(({ offset }) => offset)).toEqual([17, 18, 19]);
});

test('a late event takes its place in the order of the topic, and the span is from the earliest to the latest', () => {
  expect(alertsOf([logins], [login('11:00:00'), login('11:00:10'), login('10:00:00'), login('11:00:20')]).keys).toEqual(
    [],
  );
  expect(alertsOf([logins], [login('11:00:10'), login('11:00:00'), login('11:00:20')]).keys).toEqual([
    'events-0@2/logins',
  ]);
  expect(alertsOf([logins], [login('11:30:00'), login('11:00:00'), login('11:00:01')]).keys).toEqual([]);
});

test('what cannot be read is counted, with the reason; what is of no concern is not', () => {
  const texts = ['{', '[]', '{"event_type":"vente"}', '{"event_type":"achat"}', achat('"12"'), null];
  const other = ['{"event_type":"connexion"}', login('25:00:00')];
  const { state } = alertsOf([expensive], [...texts, ...other]);
  expect(state.unreadable).toBe(5);
  expect(state.lastUnreadable).toEqual({ offset: 4, reason: '`price` is no number' });
  expect(alertsOf([logins], [...texts, ...other]).state.unreadable).toBe(5);
});

test('of more keys than may be kept, the one seen last longest ago is given up, and counted', () => {
  const few = { ...logins, keys: 2 };
  const users = ['ann', 'bob', 'ann', 'cleo', 'bob', 'bob'];
  const { keys, state } = alertsOf(
    [few],
    users.map((user, index) => login(`11:00:0${index}`, user)),
  );
  expect(keys).toEqual([]);
  expect(state.rules.get('logins')?.counting.evicted).toBe(2);
});

test('a state that is written and read goes on as if it had never been', () => {
  const users = ['ann', 'bob', 'ann', 'ann', 'bob', 'bob'];
  const texts = [...users.map((user, index) => login(`11:00:0${index}`, user)), achat('600')];
  const records = texts.map((text, offset) => recordOf(offset, text, 1_000 * offset * offset));
  const fold = new AlertsFold(specOf(expensive, logins, { ...silence, type: 'connexion', absent: 1_500 }), 'events');
  const whole = fold.initial();
  const all = fold.apply(whole, 0, records);
  for (let cut = 0; cut <= records.length; cut++) {
    const before = fold.initial();
    const first = fold.apply(before, 0, records.slice(0, cut));
    const after = fold.decode(fold.encode(before));
    expect([...first, ...fold.apply(after, 0, records.slice(cut))]).toEqual(all);
    expect(fold.encode(after)).toEqual(fold.encode(whole));
  }
  expect(all).toHaveLength(3);
});
