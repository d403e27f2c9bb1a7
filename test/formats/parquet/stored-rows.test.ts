import type { SchemaElement, SchemaTree } from 'hyparquet';
import { expect, test } from 'vitest';
import type { ParquetFile } from '../../../src/formats/parquet/file.ts';
import { StoredRows } from '../../../src/formats/parquet/stored-rows.ts';
import { exactText } from '../../../src/formats/rows/exact-text.ts';
import { ExpectedRows } from '../../../src/formats/rows/expected.ts';
import type { Field } from '../../../src/language/model.ts';

const column = (name: string, element: Partial<SchemaElement>): SchemaTree => ({
  children: [],
  count: 1,
  element: { name, ...element },
  path: [name],
});

/** The row that is read from a file with one column. */
function stored(tree: SchemaTree, value: unknown): string {
  const file: ParquetFile = {
    rows: 1,
    columns: [tree],
    isOurs: false,
    directoryColumns: [],
    async *read() {},
  };
  const [first] = new StoredRows(file).rows({ rows: 1, values: [[value]] });
  return String(first?.row);
}

/** The row that a record must have become. */
function expected(field: Field, json: string): string {
  const rows = new ExpectedRows({ name: 'thing', unknown: 'keep', fields: { v: field } });
  return rows.row(`{"v":${json}}`);
}

const text = column('v', { type: 'BYTE_ARRAY', converted_type: 'UTF8' });
const double = column('v', { type: 'DOUBLE' });
const long = column('v', { type: 'INT64' });
const decimal = (scale: number) => column('v', { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale });
const micros = column('v', {
  type: 'INT64',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
});
const bytes = (...codes: number[]) => Uint8Array.from(codes);
const utf8 = (value: string) => new TextEncoder().encode(value);

const string: Field = { type: 'string', required: true };
const number: Field = { type: 'number', required: true };
const integer: Field = { type: 'integer', required: true };
const cents: Field = { type: 'number', decimals: 2, required: true };
const fine: Field = { type: 'number', decimals: 8, required: true };
const instant: Field = { type: 'string', format: 'date-time', required: true };

test.each([
  ['a text', string, '"déjà"', text, utf8('déjà')],
  ['a byte order mark', string, '"\uFEFFa"', text, utf8('\uFEFFa')],
  ['a double', number, '1.0', double, 1],
  ['minus zero', number, '-0', double, -0],
  ['a long', integer, '9007199254740993', long, 9_007_199_254_740_993n],
  ['a decimal', cents, '90071992547409.93', decimal(2), 9_007_199_254_740_993n],
  ['a time', instant, '"1970-01-01T01:00:00.000001+01:00"', micros, 1n],
])('%s is found equal', (_what, field, json, tree, value) => {
  expect(stored(tree, value)).toBe(expected(field, json));
});

test.each([
  ['bytes that are no UTF-8', string, '"\uFFFD"', text, bytes(0xff)],
  ['other bytes that are none', string, '"a\uFFFDb"', text, bytes(0x61, 0xc0, 0x62)],
  ['a lost byte order mark', string, '"\uFEFFa"', text, utf8('a')],
  ['a byte order mark too much', string, '"a"', text, utf8('\uFEFFa')],
  ['another composition', string, '"é"', text, utf8('e\u0301')],
  ['a lost sign of zero', number, '-0.0', double, 0],
  ['a sign of zero too much', number, '0', double, -0],
  ['the next double', number, '0.1', double, 0.1 + 2 ** -56],
  ['the next integer', integer, '9007199254740993', long, 9_007_199_254_740_992n],
  ['a decimal that differs in its last digit', fine, '1.0000001', decimal(8), 100_000_000n],
  ['a decimal of another scale', cents, '1.25', decimal(3), 125n],
  [
    'millis for micros',
    instant,
    '"1970-01-01T00:00:00.000001Z"',
    {
      ...micros,
      element: { ...micros.element, logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } },
    } satisfies SchemaTree,
    1n,
  ],
  [
    'a time without a zone',
    instant,
    '"1970-01-01T00:00:00.000001Z"',
    {
      ...micros,
      element: { ...micros.element, logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' } },
    } satisfies SchemaTree,
    1n,
  ],
  ['a number stored as text', integer, '1', text, utf8('1')],
  ['an integer stored as a double', integer, '1', double, 1],
])('%s is found', (_what, field, json, tree, value) => {
  expect(stored(tree, value)).not.toBe(expected(field, json));
});

const keeping = new ExpectedRows({ name: 'thing', unknown: 'keep', fields: {} });
const rest = column('_rest', { type: 'BYTE_ARRAY', converted_type: 'UTF8' });

test.each([
  '{"a":90071992547409931}',
  '{"a":1e400}',
  '{"a":-0}',
  '{"a":1.0}',
  '{"b":1,"a":2}',
  '{"a":{"x":1,"x":2}}',
  '{"a":"\\u0062"}',
  '{"a" :1}',
])('undeclared members are kept as they stand: %s', (json) => {
  expect(stored(rest, utf8(json))).toBe(keeping.row(json));
});

test.each([
  ['{"a":90071992547409931}', '{"a":90071992547409930}'],
  ['{"a":1e400}', '{"a":1e401}'],
  ['{"a":-0}', '{"a":0}'],
  ['{"a":1.0}', '{"a":1}'],
  ['{"a":1,"b":2}', '{"b":2,"a":1}'],
  ['{"a":{"x":1,"x":2}}', '{"a":{"x":2}}'],
  ['{"a":"\\ud83c"}', '{"a":"\\ud83d"}'],
])('in undeclared members %s is not %s', (came, lies) => {
  expect(stored(rest, utf8(lies))).not.toBe(keeping.row(came));
});

test('bytes that are no UTF-8 are no text, a byte order mark stays', () => {
  expect(() => exactText(Buffer.from([0x22, 0xff, 0x22]))).toThrow('no UTF-8');
  expect(exactText(Buffer.from('\uFEFFa'))).toBe('\uFEFFa');
});
