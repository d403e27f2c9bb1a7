import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { kafkaConfig } from '../../src/clients/kafka/client.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { run, testCluster, testContext, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

async function newTopic(partitions = 1): Promise<string> {
  const topic = uniqueName('records');
  await run(['topics', 'create', topic, '--partitions', String(partitions)]);
  return topic;
}

const json = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line): Record<string, unknown> => JSON.parse(line));

test('lines written with a key are read back from the partition of that key, in order', async () => {
  const topic = await newTopic(3);
  const input = Array.from({ length: 500 }, (_, n) => `{"u":"user${n % 7}","n":${n}}\n`).join('');
  const { stderr } = await run(['produce', topic, '--key', 'u'], { input });
  expect(stderr).toContain(`500 records written to ${topic}\n`);
  const records = json((await run(['consume', topic, '--from-beginning', '--exit', '-o', 'json'])).stdout);
  expect(records).toHaveLength(500);
  for (let user = 0; user < 7; user++) {
    const own = records.filter(({ key }) => key === `user${user}`);
    expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
    const numbers = own.map(({ value }) => JSON.parse(String(value)).n);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
});

test('a wrong line ends the writing; what came before it is there, it and what follows is not', async () => {
  const topic = await newTopic();
  const { exitCode, stderr } = await run(['produce', topic, '--key', 'u'], { input: '{"u":1}\n{"u":\n{"u":3}\n' });
  expect(exitCode).toBe(64);
  expect(stderr).toContain('line 2: This is not JSON');
  expect(stderr).toContain('1 record written');
  expect(json((await run(['consume', topic, '--from-beginning', '--exit', '-o', 'json'])).stdout)).toHaveLength(1);
});

test('--exit ends behind transaction markers, and aborted records are not shown', async () => {
  const topic = await newTopic();
  const kafka = new kafkajs.Kafka(kafkaConfig(testCluster().addresses, testContext()));
  const producer = kafka.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (const value of ['kept', 'aborted', 'also kept', 'aborted too']) {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ key: 'k', value, headers: { esc: '\u001b[31m' } }] });
    await (value.startsWith('aborted') ? transaction.abort() : transaction.commit());
  }
  await producer.disconnect();
  const { stdout } = await run(['consume', topic, '--from-beginning', '--exit']);
  expect(stdout.match(/kept|also kept|aborted/g)).toEqual(['kept', 'also kept']);
  expect(stdout).not.toContain('\u001b');
});

test('what consume prints of a topic is written to another as the same records, and filters find them', async () => {
  const [from, to] = [await newTopic(2), await newTopic(2)];
  const input = 'k1={"type":"sale","n":1}\nk2=\nk1={"type":"view","n":2}\n';
  const headers = ['--header', 'source=hand', '--header', 'source=again'];
  const flags = ['--tombstones', ...headers, '--timestamp', '2020-01-31T12:00:00Z'];
  await run(['produce', from, '--separator', '=', ...flags], { input });
  await run(['produce', from, '--value-format', 'int', '--partition', '1'], { input: '7\n' });
  const several = '{"key":"k3","value":"","headers":{"none":null,"both":["a",null,{"base64":"/w=="}]}}\n';
  expect((await run(['produce', from, '--format', 'json'], { input: several })).exitCode).toBe(0);
  const printed = async (topic: string, ...more: string[]) =>
    (await run(['consume', topic, '--from-beginning', '--exit', '-o', 'json', ...more])).stdout;
  const all = await printed(from);
  expect((await run(['produce', to, '--format', 'json'], { input: all })).exitCode).toBe(0);
  expect((await printed(to)).replaceAll(`"topic":"${to}"`, `"topic":"${from}"`)).toBe(all);
  expect(json(await printed(from, '--where', 'type=sale')).map(({ key }) => key)).toEqual(['k1']);
  expect(json(await printed(from, '--key', 'k2')).map(({ value, headers }) => [value, headers])).toEqual([
    [null, { source: ['hand', 'again'] }],
  ]);
  expect(json(await printed(to, '--key', 'k3'))).toMatchObject([JSON.parse(several)]);
  const since = async (time: string) =>
    json((await run(['consume', from, '--from-time', time, '--exit', '-o', 'json', '--value-format', 'int'])).stdout);
  expect((await since('10m')).map(({ value }) => value)).toContain('7');
  expect(await since('2020-01-31T12:00:00Z')).toHaveLength(5);
});

/** An order of a stranger's: each second one is placed, the others are shipped. */
const order = (n: number) => ({
  id: n,
  at: `2026-01-02T10:00:${String(n).padStart(2, '0')}Z`,
  ...(n % 2 === 0
    ? { type: 'placed', total: n + 0.25, items: [{ sku: `s${n}`, n }] }
    : { type: 'shipped', carrier: n % 4 === 1 ? 'ups' : 'dhl' }),
});

test('a stranger’s topic is in Parquet, proven, by 15 lines of YAML; later infer tells how records drift', async () => {
  const topic = await newTopic(2);
  const input = Array.from({ length: 60 }, (_, n) => `${JSON.stringify(order(n))}\n`).join('');
  await run(['produce', topic], { input: `${input}no json\n` });
  const { stdout, stderr } = await run(['infer', topic]);
  expect(stderr).toContain(`61 records of ${topic} looked at, 60 are events`);
  expect(stdout).toContain('    by: type\n    fields: { id: integer, at: { type: string, format: date-time } }\n');
  expect(stdout).toContain(`  ${topic}: { event: ${topic}, partitions: 2, config: { retention.ms: `);
  const folder = mkdtempSync(join(tmpdir(), 'infer-'));
  const file = join(folder, 'inferred.yaml');
  writeFileSync(file, stdout);
  try {
    expect((await run(['plan', file, '--detailed-exitcode'])).exitCode).toBe(0);
    expect((await run(['infer', topic, '--file', file])).exitCode).toBe(0);
    const sink = `  lake: { from: ${topic}, file: { path: ${join(folder, 'lake')}, format: parquet, roll: { every: 1s } } }`;
    const whole = `${stdout}sinks:\n${sink}\n`;
    expect(whole.trimEnd().split('\n').length).toBeLessThanOrEqual(15);
    writeFileSync(file, whole);
    expect(await run(['apply', file])).toMatchObject({ exitCode: 0 });
    const { proof, exitCode } = await proofOf(folder, [file], { deep: true, wait: 60_000 });
    expect(exitCode).toBe(0);
    const stored = (of: 'stored' | 'deadLettered') =>
      proof.sinks.flatMap(({ partitions }) => partitions).reduce((sum, partition) => sum + partition[of], 0);
    expect([stored('stored'), stored('deadLettered')]).toEqual([60, 1]);
    await run(['produce', topic], {
      input: `${JSON.stringify({ ...order(1), id: 'x', carrier: undefined, more: 1 })}\n`,
    });
    const drifted = await run(['infer', topic, '--file', file]);
    expect(drifted.exitCode).toBe(2);
    expect(drifted.stdout.split('\n').map((line) => line.split(',')[0])).toEqual(
      expect.arrayContaining([
        '~ id: declared as integer',
        '~ shipped.carrier: required',
        '+ shipped.more: not declared',
      ]),
    );
  } finally {
    await run(['delete', topic, '--purge', '--yes']);
    rmSync(folder, { recursive: true });
  }
});

test('consuming leaves no consumer group behind', async () => {
  const topic = await newTopic();
  const kafka = new kafkajs.Kafka(kafkaConfig(testCluster().addresses, testContext()));
  const admin = kafka.admin();
  await admin.connect();
  const groups = async () => (await admin.listGroups()).groups.map(({ groupId }) => groupId).sort();
  const before = await groups();
  await run(['produce', topic], { input: 'one\n' });
  await run(['consume', topic, '--from-beginning', '--max', '1']);
  const added = (await groups()).filter((group) => !before.includes(group) && group.includes(topic));
  await admin.disconnect();
  expect(added).toEqual([]);
});

test('topics: created, described, deleted; a misspelt one is told', async () => {
  const topic = uniqueName('topics');
  await run(['topics', 'create', topic, '--partitions', '2', '--config', 'retention.ms=60000']);
  expect((await run(['topics', 'create', topic])).exitCode).toBe(1);
  const described = JSON.parse((await run(['topics', 'describe', topic, '-o', 'json'])).stdout);
  expect(described.partitions).toHaveLength(2);
  expect(described.settings).toContainEqual({ name: 'retention.ms', value: '60000', isDefault: false });
  expect((await run(['consume', `${topic}x`, '--exit'])).stderr).toContain(`Did you mean ${topic}?`);
  const refused = await run(['topics', 'delete', topic]);
  expect([refused.exitCode, refused.stderr.includes('--yes')]).toEqual([1, true]);
  expect((await run(['topics', 'delete', topic, '--yes'])).exitCode).toBe(0);
  expect((await run(['topics', 'describe', topic])).exitCode).toBe(64);
});

test('many reads at once share one connection', async () => {
  const topic = await newTopic();
  await run(['produce', topic], { input: 'one\n' });
  const warnings: Error[] = [];
  const keep = (warning: Error) => warnings.push(warning);
  process.on('warning', keep);
  const kafka = new RawKafka(kafkaConfig(testCluster().addresses, testContext()));
  await kafka.connect();
  const sockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
  const before = sockets();
  const read = await Promise.all(Array.from({ length: 30 }, () => kafka.fetch(topic, 0, 0)));
  // One for fetches, and one for questions to the leader beside the one that metadata came from.
  expect(sockets() - before).toBeLessThanOrEqual(2);
  await kafka.close();
  process.off('warning', keep);
  expect(read.every(({ batches }) => batches.length === 1)).toBe(true);
  expect(warnings).toEqual([]);
});
