import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parquet } from '../../src/formats/parquet/parquet.ts';
import { readCoordinates } from '../../src/formats/rows/coordinates.ts';
import { LocalStore } from '../../src/store/local.ts';

interface Vector {
  readonly timestamp: number;
  /** Base64, as values and those of headers; null: none. */
  readonly key: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string | null }[];
  readonly value: string;
  readonly columns?: { readonly kafka_key?: string; readonly kafka_key_base64?: string };
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/coordinates.json'), 'utf8'),
).filter(({ columns }: Vector) => columns !== undefined);
const folder = mkdtempSync(join(tmpdir(), 'coordinates-'));
const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, 'base64'));
const words = ['partition', 'offset', 'topic', 'timestamp', 'key', 'headers'];
const rows = parquet.rows({ name: 'e', unknown: 'keep', fields: { n: { type: 'integer', required: true } } });

const blob = (base64: string | null) => (base64 === null ? 'NULL::BLOB' : `from_base64('${base64}')`);
const text = (value: string | undefined) =>
  value === undefined ? 'NULL::VARCHAR' : `decode(${blob(Buffer.from(value).toString('base64'))})`;

/** A row that DuckDB makes of a vector; `more`: other columns. */
const rowOf = ({ timestamp, columns, headers }: Vector, offset: number, more = '') => {
  const held = headers.map(({ name, value }) => `{'name': ${text(name)}, 'value': ${blob(value)}}`);
  const time = timestamp === -1 ? 'NULL' : `make_timestamp(${timestamp}000)`;
  return [
    `SELECT 1::BIGINT AS n, 0::INT AS kafka_partition, ${offset}::BIGINT AS kafka_offset, 'clicks' AS kafka_topic`,
    `${time}::TIMESTAMPTZ AS kafka_timestamp, ${text(columns?.kafka_key)} AS kafka_key`,
    `${text(columns?.kafka_key_base64)} AS kafka_key_base64`,
    `[${held.join(',')}]::STRUCT("name" VARCHAR, "value" BLOB)[] AS kafka_headers${more}`,
  ].join(', ');
};

const expectedOf = ({ key, timestamp, headers, value }: Vector, offset: number) =>
  rows?.expected(
    bytes(value) ?? Buffer.alloc(0),
    {
      ...{ partition: 0, offset, topic: 'clicks', timestamp, key: bytes(key) },
      headers: () => headers.map((header) => ({ name: header.name, value: bytes(header.value) })),
    },
    readCoordinates(words, false),
  );

let duckdb: DuckDBConnection;
beforeAll(async () => {
  duckdb = await (await DuckDBInstance.create(':memory:')).connect();
});
afterAll(() => {
  duckdb.closeSync();
  rmSync(folder, { recursive: true });
});

/** DuckDB annotates whole numbers, which sinks of ours do not. */
const plain = (row: string) =>
  row
    .replaceAll('other INT64 {"type":"INTEGER","bitWidth":64,"isSigned":true}', 'integer')
    .replaceAll('other INT32 {"type":"INTEGER","bitWidth":32,"isSigned":true}', 'int');

let written = 0;
async function storedOf(sql: string, told = words) {
  const file = join(folder, `${written++}.parquet`);
  await duckdb.run(`COPY (${sql}) TO '${file}' (FORMAT parquet)`);
  const all: unknown[] = [];
  for await (const some of rows?.stored(new LocalStore(), file, statSync(file).size, readCoordinates(told, false)) ??
    [])
    for (const one of some) all.push({ ...one, row: plain(String(one.row)) });
  return all;
}

test('the columns of every vector are what its record must become, and so tell its place', async () => {
  const found = await storedOf(vectors.map((vector, at) => rowOf(vector, at)).join(' UNION ALL '));
  const wanted = vectors.map((vector, offset) => ({ row: expectedOf(vector, offset), partition: 0, offset }));
  expect(found).toHaveLength(vectors.length);
  expect(found).toEqual(expect.arrayContaining(wanted));
});

test('another offset, type or column, or one less, is another row', async () => {
  const [vector] = vectors;
  if (vector === undefined) throw new Error('no vector');
  const right = expectedOf(vector, 0);
  const rowIn = async (sql: string, told = words) => {
    const [first] = await storedOf(sql, told);
    return first;
  };
  const row = rowOf(vector, 0);
  expect(await rowIn(row)).toMatchObject({ row: right });
  expect(await rowIn(rowOf(vector, 1))).not.toMatchObject({ row: right });
  expect(await rowIn(rowOf(vector, 0, ", 'x' AS kafka_more"))).not.toMatchObject({ row: right });
  expect(await rowIn(row.replace('0::INT', '0::BIGINT'))).not.toMatchObject({ row: right });
  expect(await rowIn(row.replace('::TIMESTAMPTZ', ''))).not.toMatchObject({ row: right });
  expect(await rowIn(`SELECT * EXCLUDE (kafka_headers) FROM (${row})`)).not.toMatchObject({ row: right });
  const untold = words.filter((word) => word !== 'timestamp');
  expect(await rowIn(row, untold)).not.toMatchObject({ row: right });
});
