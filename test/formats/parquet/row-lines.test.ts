import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { SchemaElement, SchemaTree } from 'hyparquet';
import { expect, test } from 'vitest';
import type { ParquetFile } from '../../../src/formats/parquet/file.ts';
import { parquet } from '../../../src/formats/parquet/parquet.ts';
import { rowLines } from '../../../src/formats/parquet/row-lines.ts';
import { LocalStore } from '../../../src/store/local.ts';

const column = (element: Partial<SchemaElement>, children: SchemaTree[] = []): SchemaTree => ({
  children,
  count: 1,
  element: { name: 'v', ...element },
  path: ['v'],
});

/** What is shown of one value in a column like this. */
function shown(tree: SchemaTree, value: unknown, isOurs = false): string | undefined {
  const file: ParquetFile = {
    rows: 1,
    columns: [tree],
    isOurs,
    directoryColumns: [],
    async *read() {},
  };
  const [line] = rowLines(file, { rows: 1, values: [[value]] });
  return line;
}

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

async function linesOf(name: string): Promise<string[]> {
  const store = new LocalStore();
  const { size } = await stat(fixture(name));
  const lines: string[] = [];
  for await (const line of parquet.lines(store, fixture(name), size)) lines.push(String(line));
  return lines;
}

const decimal = (scale: number) => column({ type: 'INT64', converted_type: 'DECIMAL', scale });
const long = column({ type: 'INT64' });
const double = column({ type: 'DOUBLE' });

test.each([
  ['a decimal of 16 digits', decimal(2), 9_007_199_254_740_993n, '90071992547409.93'],
  ['a decimal below 1', decimal(3), -7n, '-0.007'],
  ['a decimal held by 32 bits', decimal(2), 1250, '12.5'],
  ['an integer above 2^53', long, 9_007_199_254_740_993n, '9007199254740993'],
  ['the least of all', long, -(2n ** 63n), '-9223372036854775808'],
  [
    'a list of such',
    column({ converted_type: 'LIST' }, [column({ repetition_type: 'REPEATED' }, [long])]),
    [2n ** 60n, null],
    '[1152921504606846976,null]',
  ],
  ['minus zero', double, -0, '-0.0'],
  ['no number', double, Number.NaN, '"NaN"'],
  ['text', column({ type: 'BYTE_ARRAY' }), Buffer.from('a "b"'), '"a \\"b\\""'],
  ['bytes that are no text', column({ type: 'BYTE_ARRAY' }), Buffer.of(0xff, 0), '{"base64":"/wA="}'],
  ['a date far away', column({ type: 'INT32', converted_type: 'DATE' }), 3_000_000, '"+010183-09-21"'],
  [
    'micros before 1970',
    column({ type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }),
    -1n,
    '"1969-12-31T23:59:59.999999Z"',
  ],
  [
    'micros that no calendar reaches',
    column({ type: 'INT64', converted_type: 'TIMESTAMP_MICROS' }),
    2n ** 63n - 1n,
    '"9223372036854775807"',
  ],
])('%s is shown exactly', (_what, tree, value, json) => {
  expect(shown(tree, value)).toBe(`{"v":${json}}`);
});

// written by pyarrow (fixtures/make.py): decimals of up to 76 digits, unsigned integers, nanoseconds, bytes, maps
test.each(['types.parquet', 'types-v2.parquet'])('every type of %s is shown exactly', async (name) => {
  const expected = await readFile(fixture('types.jsonl'), 'utf8');
  expect(await linesOf(name)).toEqual(expected.trimEnd().split('\n'));
});

test('INT96 is shown to the nanosecond', async () => {
  expect(await linesOf('int96.parquet')).toEqual([
    '{"t":"2023-11-14T22:13:20.123456789Z"}',
    '{"t":"1969-12-31T23:59:59.999999999Z"}',
    '{}',
  ]);
});

test('bytes are base64 in a file of ours, as the record had them, and text in those of writers without meanings', () => {
  const bytes = column({ type: 'BYTE_ARRAY' });
  expect(shown(bytes, Buffer.from('text'), true)).toBe('{"v":"dGV4dA=="}');
  expect(shown(bytes, Buffer.from('text'))).toBe('{"v":"text"}');
});
