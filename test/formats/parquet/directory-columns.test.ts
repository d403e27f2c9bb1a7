import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sinkTables } from '../../../src/components/filesystem/ddl/sink-tables.ts';
import { parquet } from '../../../src/formats/parquet/parquet.ts';
import type { EventContract } from '../../../src/language/model.ts';
import { LocalStore } from '../../../src/store/local.ts';

const contract: EventContract = {
  name: 'visit',
  unknown: 'reject',
  fields: {
    city: { type: 'string', required: false },
    n: { type: 'string', required: true },
    price: { type: 'number', decimals: 2, required: false },
  },
};

/** By directory, as the sink names it: the rows' numbers. */
const directories = {
  'city=01/price=1.50': 1,
  'city=__EMPTY__/price=__HIVE_DEFAULT_PARTITION__': 2,
  'city=__HIVE_DEFAULT_PARTITION__/price=-0.05': 3,
  'city=a%2Fb%20+%C3%A9/price=0.00': 4,
} as const;

const root = mkdtempSync(join(tmpdir(), 'directories-'));
const files = Object.keys(directories).map((directory) => join(root, 'visits', directory, 'visits+0.parquet'));
let duckdb: Awaited<ReturnType<DuckDBInstance['connect']>>;

beforeAll(async () => {
  duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  const footer = '[{"name":"city","type":"text"},{"name":"price","type":"decimal","decimals":2}]';
  for (const [index, [directory, n]] of Object.entries(directories).entries()) {
    mkdirSync(join(root, 'visits', directory), { recursive: true });
    const meta = `KV_METADATA {'pipeline.writer': 'test', 'pipeline.directories': '${footer}'}`;
    await duckdb.run(
      `COPY (SELECT '${n}' AS n, 0::INT AS kafka_partition, ${n}::BIGINT AS kafka_offset) TO '${files[index]}' (FORMAT parquet, ${meta})`,
    );
  }
});

afterAll(() => {
  duckdb.closeSync();
  rmSync(root, { recursive: true });
});

const opened = (file: string) => [new LocalStore(), file, statSync(file).size] as const;

test('what the directories hold is shown, found by its name, and compared as if the rows held it', async () => {
  const rows = parquet.rows(contract);
  const lines: string[] = [];
  for (const file of files) {
    for await (const line of parquet.lines(...opened(file))) lines.push(String(line));
    for await (const some of parquet.records(...opened(file), ['city', 'n']))
      lines.push(...some.map((fields) => `${JSON.stringify(fields?.('city'))}`));
    for await (const some of rows?.stored(...opened(file)) ?? []) for (const { row } of some) lines.push(String(row));
  }
  const values = [
    '{"city":"01","n":"1","price":1.5}',
    '{"city":"","n":"2"}',
    '{"n":"3","price":-0.05}',
    '{"city":"a/b +é","n":"4","price":0}',
  ];
  const expected = values.map((value, index) =>
    rows?.expected(Buffer.from(value), { partition: 0, offset: index + 1 }, true),
  );
  expect(lines.filter((_, index) => index % 3 === 2)).toEqual(expected);
  expect(lines.filter((_, index) => index % 3 === 1)).toEqual(['"01"', '""', 'null', '"a/b +é"']);
  expect(lines.filter((_, index) => index % 3 === 0)).toEqual([
    '{"city":"01","price":1.50,"n":"1","kafka_partition":0,"kafka_offset":1}',
    '{"city":"","n":"2","kafka_partition":0,"kafka_offset":2}',
    '{"price":-0.05,"n":"3","kafka_partition":0,"kafka_offset":3}',
    '{"city":"a/b +é","price":0.00,"n":"4","kafka_partition":0,"kafka_offset":4}',
  ]);
});

test('a file whose path does not tell what its footer says is unreadable', async () => {
  const lines = parquet.lines(new LocalStore(), files[0] ?? '', statSync(files[0] ?? '').size);
  await expect(lines.next()).resolves.toMatchObject({ done: false });
  await duckdb.run(
    `COPY (SELECT 1::BIGINT AS n) TO '${join(root, 'astray.parquet')}' (FORMAT parquet, KV_METADATA {'pipeline.directories': '[{"name":"city","type":"text"}]'})`,
  );
  const astray = parquet.inspect(...opened(join(root, 'astray.parquet')), true);
  await expect(astray).rejects.toThrow('no directory of its path is called city=');
});

test('DuckDB runs its view: text stays text, null and empty differ, decimals are exact', async () => {
  const config = { format: 'parquet', 'partition.fields': 'city,price', 'partition.columns': 'drop' };
  await duckdb.run(sinkTables(config, { topic: 'visits', root: `file://${root}`, contract }, 'duckdb'));
  const rows = await duckdb.runAndReadAll('SELECT n, city, price::VARCHAR FROM visits ORDER BY n');
  expect(rows.getRowsJson()).toEqual([
    ['1', '01', '1.50'],
    ['2', '', null],
    ['3', null, '-0.05'],
    ['4', 'a/b +é', '0.00'],
  ]);
});
