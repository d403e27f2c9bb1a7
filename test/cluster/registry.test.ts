import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPATIBILITY, SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import kafkajs from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kafkaConfig } from '../../src/clients/kafka/client.ts';
import { committedRecords } from '../../src/clients/kafka/committed.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { homeOf } from '../../src/target/home.ts';
import { loadCluster } from '../../src/target/load.ts';
import { readRecord } from '../../src/target/record.ts';
import { ask } from './database.ts';
import { eventually, newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';
import { filesInHdfs, recordsOf } from './stored-lines.ts';

const name = uniqueName('registry');
const topic = `${name}-orders`;
const directory = newDirectory();
const yaml = join(directory, 'registry.yaml');

const pipeline = `
pipeline: ${name}
topics:
  ${topic}: { format: avro, event: { registry: ${topic}-value, version: 2 }, key: id, partitions: 2 }
  ${name}-made: { format: avro, event: { registry: ${topic}-value, version: 2 } }
  ${name}-docs: { format: json-schema, event: { registry: ${name}-docs-value } }
  ${name}-keyed: { format: avro, event: { registry: ${topic}-value, version: 2 }, key: id }
sources:
  made: { to: ${name}-made, datagen: { count: 300 } }
sinks:
  lines: { from: ${topic}, hdfs: { path: /${name}/lines, format: json, roll: { every: 500ms } } }
  columns: { from: [${topic}, ${name}-docs, ${name}-made], hdfs: { path: /${name}/columns, format: parquet, roll: { every: 500ms } } }
  keys: { from: ${name}-keyed, hdfs: { path: /${name}/keys, format: parquet, tombstones: keep, coordinates: [partition, offset, key], roll: { every: 500ms } } }
  envelopes: { from: ${name}-keyed, hdfs: { path: /${name}/envelopes, format: json, tombstones: keep, envelope: true, coordinates: [offset, { key: bytes }], roll: { every: 500ms } } }
  rows:
    from: ${topic}
    jdbc:
      url: "jdbc:postgresql://\${cluster:postgres}/pipeline"
      user: pipeline
      password: \${secret:PG_PASSWORD}
      table: ${name}
  latest:
    from: ${name}-keyed
    jdbc:
      url: "jdbc:postgresql://\${cluster:postgres}/pipeline"
      user: pipeline
      password: \${secret:PG_PASSWORD}
      table: ${name}-latest
      mode: upsert
      key: [id]
`;

const order = (
  ...more: readonly unknown[]
): { readonly type: 'record'; readonly name: string; readonly fields: unknown[] } => ({
  type: 'record',
  name: 'Order',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'amount', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 } },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'tags', type: { type: 'map', values: 'long' } },
    ...more,
  ],
});
const versions = [
  order(),
  order(
    { name: 'currency', type: 'string', default: 'EUR' },
    { name: 'note', type: ['null', 'string'], default: null },
  ),
  order({ name: 'needed', type: 'int' }, { name: 'currency', type: 'int' }),
  order(
    { name: 'currency', type: 'string', default: 'EUR' },
    { name: 'weight', type: ['null', 'double'], default: null },
  ),
];

/** A stranger's client: what it registers and writes shares no code with what reads it. */
let registry: SchemaRegistry;
const kafka = new kafkajs.Kafka(kafkaConfig(testCluster().addresses, testContext()));
const producer = kafka.producer();
const ids: number[] = [];

const event = (id: string) => ({ id, amount: Buffer.from([0x04, 0xd2]), at: 1_764_514_445_123, tags: { b: 2, a: 1 } });

const send = (values: readonly Buffer[], to = topic) =>
  producer.send({ topic: to, messages: values.map((value, n) => ({ key: `k${n}`, value })) });

const encode = (version: number, id: string, more: object) =>
  registry.encode(ids[version - 1] ?? 0, { ...event(id), ...more });

const many = <T>(count: number, make: (n: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)));

beforeAll(async () => {
  const up = await run(['up', '--with', 'registry']);
  expect(up.exitCode, up.stderr).toBe(0);
  const { registry: address } = await loadCluster('embedded', testContext(), true);
  registry = new SchemaRegistry({ host: address?.url ?? '' });
  for (const version of versions) {
    const avro = { type: SchemaType.AVRO, schema: JSON.stringify(version) } as const;
    const { id } = await registry.register(avro, { subject: `${topic}-value`, compatibility: COMPATIBILITY.NONE });
    ids.push(id);
  }
  const docs = {
    type: 'object',
    required: ['id'],
    properties: { id: { type: 'string' }, n: { type: 'integer' } },
  };
  const { id } = await registry.register(
    { type: SchemaType.JSON, schema: JSON.stringify(docs) },
    { subject: `${name}-docs-value`, compatibility: COMPATIBILITY.NONE },
  );
  writeFileSync(yaml, pipeline);
  const applied = await run(['apply', yaml, '--yes'], { directory });
  expect(applied.exitCode, applied.stderr).toBe(0);
  expect(applied.stderr).toContain(`version 3 of \`${topic}-value\` does not fit version 2`);
  await producer.connect();
  await send(await many(20, (n) => encode(1, `one${n}`, {})));
  await send(await many(20, (n) => encode(2, `two${n}`, { currency: 'CHF', note: `"ü" ${n}` })));
  await send([
    Buffer.from('{"id":"plain"}'),
    Buffer.from('000001869f00', 'hex'),
    (await encode(1, 'cut', {})).subarray(0, 9),
    await encode(3, 'strange', { needed: 1, currency: 2 }),
  ]);
  await send(await many(5, (n) => registry.encode(id, { id: `d${n}`, n })), `${name}-docs`);
  await sendKeyed();
}, 240_000);

/** The id of a schema, registered by the registry's own interface: the client takes no Avro without a name. */
async function idOf(subject: string, schema: string): Promise<number> {
  const { registry: address } = await loadCluster('embedded', testContext(), true);
  const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
  const url = `${address?.url}/subjects/${subject}/versions`;
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ schema }) });
  return Number(JSON.parse(await answer.text()).id);
}

/** Rows keyed by Avro, a text alone or a record that has it, which are the same bytes; tombstones delete by them. */
async function sendKeyed(): Promise<void> {
  const record = { type: 'record', name: 'Key', fields: [{ name: 'id', type: 'string' }] };
  const texts = await idOf(`${name}-text-key`, '"string"');
  const records = await idOf(`${name}-record-key`, JSON.stringify(record));
  const key = (n: number, id = n % 2 ? texts : records) => {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(id, 1);
    bytes.set([4, 'r'.charCodeAt(0), '0'.charCodeAt(0) + n], 5);
    return bytes;
  };
  const rows = await many(6, async (n) => ({
    key: key(n),
    value: await encode(2, `r${n}`, { currency: 'CHF', note: null }),
  }));
  const tombstones = [key(0), key(1), key(2, 99_999)].map((one) => ({ key: one, value: null }));
  await producer.send({ topic: `${name}-keyed`, messages: [...rows, ...tombstones] });
}

afterAll(async () => {
  await producer.disconnect();
  await run(['delete', name, '--purge', '--yes'], { directory });
});

const proven = async (...more: readonly string[]) => {
  const { stdout, stderr, exitCode } = await run(['verify', yaml, '--deep', '--wait', '120s', '-o', 'json', ...more], {
    directory,
  });
  expect(exitCode, stdout + stderr).toBe(0);
  const { sinks } = JSON.parse(stdout);
  const of = (sink: string, what: string) =>
    sinks
      .find(({ sink: full }: { sink: string }) => full === `${name}.${sink}`)
      .partitions.reduce((sum: number, one: Record<string, number>) => sum + (one[what] ?? 0), 0);
  return of;
};

test('values of older and newer versions are in files and rows by one contract, each once; others are dead letters', async () => {
  const of = await proven();
  expect(of('lines', 'stored')).toBe(40);
  expect(of('lines', 'deadLettered')).toBe(4);
  expect(of('columns', 'stored')).toBe(345);
  expect(of('rows', 'stored')).toBe(40);
  const { stdout: text } = await run(['hdfs', 'cat', `/${name}/lines/${topic}`]);
  expect(text).toContain(
    '{"id":"one3","amount":12.34,"at":"2025-11-30T14:54:05.123Z","tags":{"a":1,"b":2},"currency":"EUR","note":null}',
  );
  expect(text).toContain('"currency":"CHF","note":"\\"ü\\" 7"}');
  const [row] = await ask(`SELECT amount::text, at::text, currency, note FROM "${name}" WHERE id = 'two7'`);
  expect(row).toMatchObject(['12.34', expect.stringContaining('2025-11-30 14:54:05.123'), 'CHF', '"ü" 7']);
});

test('a tombstone deletes the row that its key in Avro names, and verify reads it too', async () => {
  const of = await proven();
  expect([of('latest', 'records'), of('latest', 'deadLettered')]).toEqual([9, 1]);
  const rows = await ask(`SELECT id FROM "${name}-latest" ORDER BY id`);
  expect(rows.flat()).toEqual(['r2', 'r3', 'r4', 'r5']);
});

test('a key in Avro is a column of what it says, and as bytes what it was; verify decodes it too', async () => {
  const of = await proven();
  expect([of('keys', 'stored'), of('keys', 'deadLettered')]).toEqual([8, 1]);
  expect([of('envelopes', 'stored'), of('envelopes', 'deadLettered')]).toEqual([9, 0]);
  const webhdfs = testCluster().addresses.hdfs?.webhdfs ?? '';
  const files = await filesInHdfs(webhdfs, `/${name}/keys/${name}-keyed`);
  const keysIn = async (isTombstones: boolean) => {
    const some = files.filter(([path]) => path.includes('/_tombstones/') === isTombstones);
    const records = (await Promise.all(some.map(([path, content]) => recordsOf(path, content)))).flat();
    return records.map(({ kafka_key }) => kafka_key).sort();
  };
  expect(await keysIn(false)).toEqual(['r1', 'r3', 'r5', '{"id":"r0"}', '{"id":"r2"}', '{"id":"r4"}']);
  expect(await keysIn(true)).toEqual(['r1', '{"id":"r0"}']);
  const letters = await run(['consume', `${name}.keys.dead-letters`, '--from-beginning', '--exit', '-o', 'json']);
  expect(letters.stdout).toContain('the key cannot be read, and is among the coordinates (key: bytes keeps any): ');
  const { stdout } = await run(['hdfs', 'cat', `/${name}/envelopes/${name}-keyed/_tombstones`]);
  expect(stdout).toMatch(/^\{"offset":\d+,"keyBase64":"AAABhp8EcjI=","value":null\}$/m);
});

test('a dead letter says which schema is unknown, and which two versions do not fit', async () => {
  const letters = await run(['consume', `${name}.lines.dead-letters`, '--from-beginning', '--exit', '-o', 'json']);
  const said = letters.stdout;
  expect(said).toContain('the value begins with byte 123 instead of 0');
  expect(said).toContain('the value names the schema 99999, which the registry');
  expect(said).toContain('it ends too early');
  expect(said).toMatch(/-value version 3 \(schema \d+\) does not fit \S+-value version 2, by which the contract reads/);
});

test('consume shows the JSON of what the registry knows, and the rest as it is', async () => {
  const { stdout } = await run(['consume', topic, '--from-beginning', '--exit', '-o', 'json']);
  const values = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).value]));
  expect(values).toContain('{"id":"one0","amount":12.34,"at":"2025-11-30T14:54:05.123Z","tags":{"a":1,"b":2}}');
  expect(values).toContain('{"id":"plain"}');
  expect(values).toContainEqual({ base64: 'AAABhp8A' });
});

test('a stranger reads what datagen has written, and infer finds its contract', async () => {
  const read = new RawKafka(kafkaConfig(testCluster().addresses, testContext()));
  await read.connect();
  let count = 0;
  for (const partition of (await read.partitions(`${name}-made`)) ?? []) {
    const { start, end } = await read.bounds(`${name}-made`, partition);
    for await (const { value } of committedRecords(read, `${name}-made`, partition, { from: start, to: end })) {
      expect(await registry.decode(value ?? Buffer.alloc(0))).toMatchObject({ id: expect.any(String) });
      count++;
    }
  }
  await read.close();
  expect(count).toBe(300);
  const { stdout } = await run(['infer', `${name}-made`, '--new']);
  expect(stdout).toContain('amount: { type: number, decimals: 2 }');
  expect(stdout).toContain(`${name}-made: { event: ${name}-made, format: avro,`);
});

test('what produce writes of JSON, a stranger reads; JSON that is no value of the schema is told by its line', async () => {
  const to = `${name}-copy`;
  await run(['topics', 'create', to, '--partitions', '1']);
  const good = '{"id":"p","amount":-0.05,"at":"1969-12-31T23:59:59.999Z","tags":{},"currency":"\u20ac"}';
  const bad = '{"id":"p","amount":1.234,"at":"2026-01-01T00:00:00.000Z","tags":{}}';
  const { exitCode, stderr } = await run(['produce', to, '--key', 'id', '--subject', `${topic}-value`], {
    input: `${good}\n${bad}\n`,
  });
  expect(exitCode).toBe(64);
  expect(stderr).toContain('line 2: This is no value of the schema');
  const read = new RawKafka(kafkaConfig(testCluster().addresses, testContext()));
  await read.connect();
  const values: unknown[] = [];
  for await (const { value } of committedRecords(read, to, 0, { from: 0, to: 1 })) {
    values.push(await registry.decode(value ?? Buffer.alloc(0)));
  }
  await read.close();
  expect(values).toMatchObject([{ id: 'p', amount: Buffer.from([0xfb]), at: -1, currency: '€', weight: null }]);
});

test('a registry that is away is waited for, which status says, and nothing is lost', async () => {
  const fresh = await encode(4, 'four', { currency: 'USD', weight: 1.5 });
  const running = readRecord(homeOf(testContext()).record).processes.find((one) => one.name === 'registry');
  process.kill(running?.pid ?? Number.NaN, 'SIGKILL');
  await send([fresh]);
  await eventually('the sink says that it waits for the registry', async () => {
    const { stdout } = await run(['status', name, '-o', 'json']);
    return /the registry 127\.0\.0\.1:\d+: it does not answer/.test(stdout) ? true : undefined;
  });
  const up = await run(['up']);
  expect(up.exitCode, up.stderr).toBe(0);
  const of = await proven();
  expect(of('lines', 'stored')).toBe(41);
  expect(of('rows', 'stored')).toBe(41);
  expect(of('lines', 'deadLettered')).toBe(4);
}, 240_000);
