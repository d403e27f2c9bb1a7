import { expect, test } from 'vitest';
import { holds } from '../../src/acceptance/holds.ts';
import type { TableJson } from '../../src/statistics/totals.ts';
import { fresh } from '../../src/verbs/acceptance/declared-checks.ts';
import { numberOf } from '../../src/verbs/acceptance/statistic-number.ts';

test('numbers are compared by what they are, to the last digit, and all else by its text', () => {
  expect([holds('332', '332'), holds('1.50', '1.5'), holds('t', 'true'), holds('five', 'five')]).not.toContain(false);
  expect([
    holds('9007199254740993', '9007199254740992'),
    holds('0.30000000000000004', '0.3'),
    holds('f', 'true'),
    holds('', '0'),
    holds('null', '0'),
    holds('nothing', '0'),
  ]).not.toContain(true);
});

const table: TableJson = {
  name: 'till',
  topics: ['clicks'],
  records: 9,
  events: 8,
  counts: {
    kind: { values: { buy: 5, 'a.b': 1 }, none: 0, other: 0 },
    user: { values: { ann: 1 }, none: 0, other: 7 },
  },
  sums: { sales: { total: '12.50', events: 5 } },
  broken: {},
  tombstones: 1,
  windowsGivenUp: 0,
  late: 0,
};

test('a statistic stands for events, a sum, or the events with a value; what was not kept is not 0', () => {
  expect(
    ['till', 'till.sales', 'till.kind.buy', 'till.kind.a.b', 'till.kind.sell'].map((name) => numberOf([table], name)),
  ).toEqual(['8', '12.50', '5', '1', '0']);
  expect(['tell', 'till.sale', 'till.user.bob'].map((name) => numberOf([table], name))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a sink that has stored nothing, or nothing lately, is not fresh', () => {
  const about = { group: 'Checks', name: 'shop.fresh', how: '' };
  expect([undefined, 600_000, 599_999].map((age) => fresh(about, age, 600_000).outcome)).toEqual([
    'failed',
    'failed',
    'passed',
  ]);
});
