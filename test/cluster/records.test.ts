import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import { kafkaConfig } from '../../src/clients/kafka/client.ts';
import { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { run, testCluster, testContext, uniqueName } from './harness.ts';

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
