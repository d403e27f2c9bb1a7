import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import kafkajs from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kafkaConfig } from '../../src/clients/kafka/client.ts';
import { noValue } from '../../src/clients/kafka/kafkajs-internals.ts';
import { newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';
import { recordsOf } from './stored-lines.ts';

const name = uniqueName('coordinates');
const directory = newDirectory();
const file = join(directory, 'pipeline.yaml');
const all = 'coordinates: [topic, partition, offset, timestamp, key, headers]';
const yamlOf = (columns: string) => `
pipeline: ${name}
events:
  thing: { fields: { n: integer } }
topics:
  ${name}: { event: thing, partitions: 1 }
  ${name}-raw: { partitions: 1 }
sinks:
  columns: { from: ${name}, file: { path: ${directory}/columns, format: parquet, compression: none, tombstones: keep, ${columns}roll: { every: 1s } } }
  records: { from: ${name}, file: { path: ${directory}/records, format: avro, tombstones: keep, coordinates: [offset, { key: bytes }, headers], roll: { every: 1s } } }
  lines: { from: ${name}, file: { path: ${directory}/lines, format: json, tombstones: keep, envelope: true, roll: { every: 1s } } }
  raw: { from: ${name}-raw, file: { path: ${directory}/raw, format: json, envelope: true, coordinates: [offset, key], roll: { every: 1s } } }
`;

const time = 1_767_225_600_123;
const binary = Buffer.from([0xff, 0]);
/** Two headers of one name, without and with an empty value, and one that is no text. */
const headers = { trace: ['abc', noValue, ''], bin: binary };
const messages = [
  { key: 'user1', value: '{"n":0}', headers },
  { key: null, value: '{"n":1}' },
  { key: Buffer.alloc(0), value: '{"n":2}' },
  { key: binary, value: '{"n":3}' },
  { key: 'null', value: '{"n":4, "more": [1]}' },
  { key: 'gone', value: null, headers },
].map((message) => ({ ...message, timestamp: String(time), partition: 0 }));
const raw = ['{"a":\n1}', '{ "a":1.0}', 'text "1"', binary, ''].map((value) => ({ key: null, value, partition: 0 }));

let duckdb: DuckDBConnection;
const rowsOf = async (sql: string) => (await duckdb.runAndReadAll(sql)).getRowsJson();

beforeAll(async () => {
  duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const send = async (topic: string, some: kafkajs.Message[]) => {
    const producer = new kafkajs.Kafka(kafkaConfig(testCluster().addresses, testContext())).producer();
    await producer.connect();
    await producer.send({ topic, messages: some });
    await producer.disconnect();
  };
  const apply = async (columns: string) => {
    writeFileSync(file, yamlOf(columns));
    const applied = await run(['apply', file, '--yes']);
    expect(applied.exitCode, applied.stderr).toBe(0);
  };
  await apply('');
  await send(name, messages);
  await send(`${name}-raw`, raw);
  expect((await run(['verify', file, '--wait', '120s'])).exitCode).toBe(0);
  await apply(`${all}, `);
  await send(name, messages);
});
afterAll(() => duckdb.closeSync());

const proof = () => proofOf(directory, [file], { deep: true, full: true, wait: 120_000 });
const filesOf = (sink: string) => globSync(`${sink}/**/*.{parquet,avro,json}`, { cwd: directory }).sort();
const visible = (sink: string) => filesOf(sink).filter((path) => !path.includes('/_'));

test('files from before and after the words are proven, each by what its link tells', async () => {
  const { proof: found, exitCode } = await proof();
  expect(found.sinks.flatMap(({ findings }) => findings)).toEqual([]);
  expect([exitCode, found.sinks.map(({ ok }) => ok)]).toEqual([0, [true, true, true, true]]);
});

test('DuckDB reads the columns: no key, an empty one and one that is no text differ, and so do headers', async () => {
  const read = (where: string) => `read_parquet('${directory}/columns/${where}', union_by_name = true)`;
  const columns = [
    'kafka_partition, kafka_offset, kafka_topic, epoch_ms(kafka_timestamp), kafka_key, kafka_key_base64',
    "list_transform(kafka_headers, h -> h.name || '=' || coalesce(hex(h.value), 'null'))",
  ].join(', ');
  const names = ['trace=616263', 'trace=null', 'trace=', 'bin=FF00'];
  const rows = await rowsOf(`SELECT n, ${columns} FROM ${read(`${name}/*.parquet`)} ORDER BY kafka_offset`);
  const place = (offset: number) => [0, String(offset)];
  const after = (n: number, key: string | null, base64: string | null, held: readonly string[]) => [
    String(n),
    ...place(6 + n),
    name,
    String(time),
    key,
    base64,
    held,
  ];
  expect(rows).toEqual([
    ...[0, 1, 2, 3, 4].map((n) => [String(n), ...place(n), null, null, null, null, null]),
    after(0, 'user1', null, names),
    after(1, null, null, []),
    after(2, '', null, []),
    after(3, null, '/wA=', []),
    after(4, 'null', null, []),
  ]);
  const tombstones = `SELECT ${columns} FROM ${read(`${name}/_tombstones/*.parquet`)} ORDER BY kafka_offset`;
  expect(await rowsOf(tombstones)).toEqual([
    [...place(5), null, null, 'gone', null, null],
    [...place(11), name, String(time), 'gone', null, names],
  ]);
});

test('Avro holds keys as bytes', async () => {
  const records = (
    await Promise.all(visible('records').map((path) => recordsOf(path, readFileSync(join(directory, path)))))
  ).flat();
  const keys = [Buffer.from('user1'), null, Buffer.alloc(0), binary, Buffer.from('null')];
  expect(records.map(({ kafka_offset }) => kafka_offset)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 9, 10]);
  for (const [at, { kafka_key, kafka_headers }] of records.entries()) {
    expect(kafka_key ?? null).toEqual(keys[at % keys.length]);
    expect(kafka_headers).toHaveLength(at % keys.length === 0 ? 4 : 0);
  }
});

test('lines are envelopes, of values that are no JSON too', async () => {
  const lines = (path: string) => readFileSync(join(directory, path), 'utf8').trimEnd().split('\n');
  const start = '"timestamp":"2026-01-01T00:00:00.123Z"';
  const headersText =
    '[{"name":"trace","value":"abc"},{"name":"trace","value":null},{"name":"trace","value":""},{"name":"bin","valueBase64":"/wA="}]';
  expect(visible('lines').flatMap(lines).slice(0, 5)).toEqual([
    `{"partition":0,"offset":0,${start},"key":"user1","headers":${headersText},"value":{"n":0}}`,
    `{"partition":0,"offset":1,${start},"key":null,"headers":[],"value":{"n":1}}`,
    `{"partition":0,"offset":2,${start},"key":"","headers":[],"value":{"n":2}}`,
    `{"partition":0,"offset":3,${start},"keyBase64":"/wA=","headers":[],"value":{"n":3}}`,
    `{"partition":0,"offset":4,${start},"key":"null","headers":[],"value":{"n":4, "more": [1]}}`,
  ]);
  expect(visible('raw').flatMap(lines)).toEqual([
    '{"offset":0,"key":null,"valueText":"{\\"a\\":\\n1}"}',
    '{"offset":1,"key":null,"value":{ "a":1.0}}',
    '{"offset":2,"key":null,"valueText":"text \\"1\\""}',
    '{"offset":3,"key":null,"valueBase64":"/wA="}',
    '{"offset":4,"key":null,"valueText":""}',
  ]);
  const view = (await run(['files', `${name}.lines`, '--ddl', 'duckdb'])).stdout;
  await duckdb.run(view);
  const [, table = ''] = /VIEW ("[^"]+")/.exec(view) ?? [];
  expect(await rowsOf(`SELECT "offset", key, keyBase64, value.n FROM ${table} ORDER BY "offset" LIMIT 4`)).toEqual([
    ['0', 'user1', null, '0'],
    ['1', null, null, '1'],
    ['2', '', null, '2'],
    ['3', null, '/wA=', '3'],
  ]);
});

/** Changes a file, looks what verify finds in its sink, and puts it right again. */
async function withLie(path: string, lie: (content: Buffer) => void) {
  const content = readFileSync(join(directory, path));
  const changed = Buffer.from(content);
  lie(changed);
  expect(changed.equals(content)).toBe(false);
  writeFileSync(join(directory, path), changed);
  const { proof: found, exitCode } = await proof();
  writeFileSync(join(directory, path), content);
  return { exitCode, kinds: found.sinks.flatMap(({ findings }) => findings.map(({ kind }) => kind)).sort() };
}

test('an offset, a time or a header that is not the record’s is found', async () => {
  const [column = ''] = visible('columns').slice(-1);
  const long = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    return bytes;
  };
  const offset = await withLie(column, (content) => {
    const at = content.indexOf(Buffer.concat([long(7), long(8)]));
    content.writeBigInt64LE(9n, at);
  });
  expect(offset).toEqual({ exitCode: 3, kinds: expect.arrayContaining(['missing']) });
  const moved = await withLie(column, (content) => content.writeInt8(1, content.indexOf(long(time * 1_000))));
  expect(moved).toEqual({ exitCode: 3, kinds: ['changed'] });
  const [line = ''] = visible('lines');
  const header = await withLie(line, (content) => content.write('abd', content.indexOf('abc')));
  expect(header).toEqual({ exitCode: 3, kinds: ['changed'] });
  const swapped = await withLie(line, (content) => content.write('"offset":8', content.indexOf('"offset":1')));
  expect(swapped.exitCode).toBe(3);
  expect((await proof()).exitCode).toBe(0);
});
