import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AlertsFold } from '../../src/alerts/alerts-fold.ts';
import { NaiveAlerts } from '../../src/alerts/audit/naive-alerts.ts';
import { naiveRecord } from '../../src/alerts/audit/naive-record.ts';
import { type Moment, naiveSilences } from '../../src/alerts/audit/naive-silence.ts';
import { Gaps } from '../../src/alerts/rules/gaps.ts';
import { type PlacedMark, silencesOf } from '../../src/alerts/rules/silences.ts';
import type { Bounds, Rule } from '../../src/alerts/spec.ts';
import { expensive, logins, recordOf, shop, specOf } from './rules.ts';

const number = fc.oneof(
  fc.constantFrom('500', '500.0', '5e2', '500.00000000000000000001', '499.9999999999999999999', '0', '-0', '1e-400'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.integer({ min: 498, max: 502 }).map(String),
);
const odd = fc.constantFrom('null', '"text"', 'true', '[1]', '{}', '"2025-10-26T02:30:00"');
const clock = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 59 }),
    fc.constantFrom('', '.5', '.000001', '.1234567'),
  )
  .map(([minute, second, fraction]) => `"2025-10-26T02:0${minute}:${String(second).padStart(2, '0')}${fraction}"`);
/** Around the hour that Paris shows twice, and the one that it skips. */
const time = fc.oneof(
  { weight: 8, arbitrary: clock },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"2025-10-26T01:59:59"',
      '"2025-10-26T03:00:10"',
      '"2025-03-30T02:30:00"',
      '"2025-03-30T03:00:00"',
      '"0001-01-01T00:00:00"',
      '"2025-10-26"',
      '"2025-10-26T02:00:00Z"',
    ),
  },
  { weight: 1, arbitrary: odd },
);
const member = (name: string, value: fc.Arbitrary<string>) =>
  fc
    .oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: odd }, { weight: 1, arbitrary: fc.constant('') })
    .map((text) => (text === '' ? [] : [`"${name}": ${text}`]));
const event = fc
  .tuple(
    member('event_type', fc.constantFrom('"connexion"', '"log"', '"achat"', '"connexion"', '"other"', '"toString"')),
    member('timestamp', time),
    member('user_id', fc.constantFrom('"ann"', '"bob"', '"é"', '"__proto__"')),
    member('price', number),
    member('n', fc.constantFrom('1', '1.0', '2', '9007199254740993')),
    member('tags', fc.constantFrom('[]', '[1]', '[1,2,3]')),
  )
  .map((parts) => `{${parts.flat().join(' , ')}}`);
const value = fc.oneof(
  { weight: 30, arbitrary: event },
  { weight: 1, arbitrary: fc.constantFrom(null, '', '{', '[]', '7', 'null', '\ufeff{}', '{"event_type":"achat"} x') },
);
const bounds: fc.Arbitrary<Bounds> = fc.constantFrom(
  { exclusiveMinimum: 500 },
  { minimum: 500, exclusiveMaximum: 502 },
  { exclusiveMaximum: 500 },
  { maximum: 0 },
  { exclusiveMinimum: 0 },
  { const: 500 },
  { enum: [0, 501, 'x'] },
);
const text: fc.Arbitrary<Bounds> = fc.constantFrom(
  { const: 'bob' },
  { enum: ['ann', 'é'] },
  { maxLength: 1 },
  { minLength: 2, maxLength: 3 },
);
const rules: fc.Arbitrary<readonly Rule[]> = fc
  .tuple(
    bounds,
    text,
    fc.boolean(),
    fc.integer({ min: 2, max: 4 }),
    fc.integer({ min: 1, max: 90_000 }),
    fc.integer({ min: 1, max: 4 }),
  )
  .map(([price, user, required, events, within, keys]) => [
    { ...expensive, where: [{ field: 'price', type: 'number', required, bounds: price }] },
    {
      ...expensive,
      name: 'any',
      where: [
        { field: 'user_id', type: 'string', required, bounds: user },
        { field: 'tags', type: 'array', required: false, bounds: { minItems: 1, maxItems: 2 } },
      ],
    },
    { ...logins, count: { events, within }, keys },
    {
      name: 'numbers',
      from: 'events',
      to: 'alerts',
      per: { field: 'n', type: 'integer', required: false },
      count: { events, within },
      keys,
    },
    {
      name: 'all',
      from: 'events',
      to: 'other',
      count: { events, within: (within % 3_000) + 1 },
      where: [{ field: 'event_type', type: 'string', required: true, bounds: { const: 'connexion' } }],
    },
  ]);

test('the incremental rules make the alerts of a plain computation over all records, byte by byte', () => {
  let alerts = 0;
  fc.assert(
    fc.property(
      rules,
      fc.array(value, { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1, max: 20 }),
      (some, values, step) => {
        const records = values.map((one, index) => recordOf(index * 2, one, 700 * index));
        const fold = new AlertsFold(specOf(...some), 'events');
        const state = fold.initial();
        const found = [];
        for (let at = 0; at < records.length; at += step)
          found.push(...fold.apply(state, 3, records.slice(at, at + step)));
        const naive = some.map((rule) => new NaiveAlerts(rule, shop));
        let unreadable = 0;
        const expected = records.flatMap((record) => {
          const one = naiveRecord(3, record, shop);
          const before = naive.reduce((sum, { unclear }) => sum + unclear, 0);
          const made = naive.flatMap((rule) => rule.take(one) ?? []);
          if (one.broken || naive.reduce((sum, { unclear }) => sum + unclear, 0) > before) unreadable++;
          return made;
        });
        const byKey = (texts: readonly string[]) => [...texts].sort();
        expect(byKey(found.map(({ topic, key, value: json }) => `${topic} ${key} ${json}`))).toEqual(
          byKey(expected.map(({ to, key, value: json }) => `${to} ${key} ${json}`)),
        );
        expect(state.unreadable).toBe(unreadable);
        for (const { rule, matched } of naive) expect(state.rules.get(rule.name)?.matched).toBe(matched);
        for (const { value: json } of found) JSON.parse(String(json));
        alerts += found.length;
      },
    ),
    { numRuns: 400 },
  );
  expect(alerts).toBeGreaterThan(1_000);
});

test('silences do not depend on the order in which partitions and late records come', () => {
  const moment = fc.tuple(fc.nat(60), fc.nat(2), fc.nat(5_000));
  fc.assert(
    fc.property(
      fc.uniqueArray(moment, { maxLength: 25, selector: ([, p, o]) => `${p}@${o}` }),
      fc.integer({ min: 1, max: 12 }),
      (moments, limit) => {
        const partitions = [0, 1, 2].map((partition) => {
          const gaps = new Gaps(limit);
          const own = moments.filter(([, of]) => of === partition).sort((a, b) => a[2] - b[2]);
          for (const [time, , offset] of own) gaps.add({ time, offset });
          return { partition, gaps };
        });
        const moved = ({ time, partition, offset }: PlacedMark): Moment => [time, partition, offset];
        const found = silencesOf(partitions, limit).map(({ from, until }) => ({
          from: moved(from),
          ...(until && { until: moved(until) }),
        }));
        expect(found).toEqual(naiveSilences(moments, limit));
      },
    ),
    { numRuns: 1_000 },
  );
});
