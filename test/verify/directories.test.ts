import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseContract } from '../../src/language/contract-json.ts';
import { checkout } from '../../src/target/checkout.ts';
import { directoriesOf } from '../../src/verify/rows/directories.ts';
import { timeDirectories } from '../../src/verify/rows/time-directories.ts';

interface Vectors {
  readonly contract: unknown;
  readonly cases: readonly {
    readonly name: string;
    readonly layout: unknown;
    readonly rows: readonly { readonly value: unknown; readonly timestamp?: number; readonly directory: string }[];
  }[];
}

const vectors: Vectors = JSON.parse(readFileSync(join(checkout, 'test/vectors/directories.json'), 'utf8'));
const contract = parseContract(JSON.stringify(vectors.contract));
const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value));

test.each(vectors.cases)('$name', ({ layout, rows }) => {
  const directories = directoriesOf(JSON.stringify(layout), contract);
  const found = rows.map(({ directory }) => directories.stored(`t/${directory}/file.json`));
  expect(rows.map(({ value, timestamp = -1 }) => directories.expected(jsonOf(value), timestamp))).toEqual(found);
});

describe('a row in a directory that is another one’s', () => {
  const { expected, stored } = directoriesOf(JSON.stringify(vectors.cases[0]?.layout), contract);
  const shop = expected(jsonOf({ header: { appId: 'shop' } }), 0);
  const none = expected(jsonOf({ header: {} }), 0);

  test.each(['appId=shoq', 'app=shop', 'appId=shop/more=1', 'appId=__EMPTY__', ''])('%s', (directory) => {
    const found = stored(`t/${directory}/file.json`);
    expect(found).not.toBe(shop);
    expect(found).not.toBe(none);
  });

  test('of a type', () => {
    const union = parseContract(
      '{"by":"k","fields":{"k":{"required":true,"type":"string"}},"name":"e","types":{"_a":{}},"unknown":"keep"}',
    );
    const typed = directoriesOf('{"byType":true,"fields":[{"name":"k","path":["k"]}]}', union);
    expect(typed.stored('t/%5Fa/k=_a/f.json')).toBe(typed.expected(jsonOf({ k: '_a' }), 0));
    expect(typed.stored('t/b/k=_a/f.json')).not.toBe(typed.expected(jsonOf({ k: '_a' }), 0));
  });
});

test.each([
  ['of 25 hours', '2026-10-24T22:00:00Z', 25, 24],
  ['of 23 hours', '2026-03-28T23:00:00Z', 23, 23],
])('a day %s', (_, start, hours, names) => {
  const name = timeDirectories('d=DD/hour=HH', 'Europe/Paris');
  const found = Array.from({ length: hours }, (_, hour) => name(Date.parse(start) + hour * 3_600_000));
  expect(new Set(found).size).toBe(names);
  expect(new Set(found.map((one) => one.split('/')[0])).size).toBe(1);
});
