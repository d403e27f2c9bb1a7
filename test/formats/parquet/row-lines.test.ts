import type { SchemaElement, SchemaTree } from 'hyparquet';
import { expect, test } from 'vitest';
import type { ParquetFile } from '../../../src/formats/parquet/file.ts';
import { rowLines } from '../../../src/formats/parquet/row-lines.ts';

const column = (element: Partial<SchemaElement>, children: SchemaTree[] = []): SchemaTree => ({
  children,
  count: 1,
  element: { name: 'v', ...element },
  path: ['v'],
});

/** What is shown of one value in a column like this. */
function shown(tree: SchemaTree, value: unknown): string | undefined {
  const file: ParquetFile = {
    rows: 1,
    columns: [tree],
    async *read() {},
  };
  const [line] = rowLines(file, { rows: 1, values: [[value]] });
  return line;
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
    column({ converted_type: 'LIST' }, [column({}, [long])]),
    [2n ** 60n, null],
    '[1152921504606846976,null]',
  ],
  ['minus zero', double, -0, '-0.0'],
  ['no number', double, Number.NaN, '"NaN"'],
  ['text', column({ type: 'BYTE_ARRAY' }), 'a "b"', '"a \\"b\\""'],
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
