import kafkajs, { type Admin } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, testCluster } from '../cluster/harness.ts';
import { filesInHdfs, recordsOf } from '../cluster/stored-lines.ts';
import {
  cases,
  cluster,
  condition,
  declare,
  expectExactlyOnce,
  pipeline,
  produce,
  remove,
  type Scenario,
  verified,
} from './harness.ts';

const kafka = new kafkajs.Kafka({
  brokers: [testCluster().addresses.kafka.bootstrapServers],
  logLevel: kafkajs.logLevel.NOTHING,
});
let admin: Admin;
beforeAll(async () => {
  admin = kafka.admin();
  await admin.connect();
});
afterAll(() => admin.disconnect());

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** The numbers of all rows in the scenario's files, sorted, read without the product's code. */
async function stored({ name, topic }: Scenario): Promise<number[]> {
  const files = await filesInHdfs(cluster().addresses.webhdfs ?? '', `/${name}/${topic}`);
  const rows = (await Promise.all(files.map(([path, content]) => recordsOf(path, content)))).flat();
  return rows.map(({ n }) => Number(n)).sort((a, b) => a - b);
}

/** Deletes the topic and creates it again at once, as a person would who wants to empty it. */
async function recreate(scenario: Scenario): Promise<void> {
  const { topic } = scenario;
  await admin.deleteTopics({ topics: [topic] });
  await eventually(`a new topic ${topic}`, async () => {
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
    return true;
  });
}

const words = (onDataLoss = 'fail') => ({ partitions: 1, hdfs: `format: parquet, onDataLoss: ${onDataLoss}` });

const recreations = [
  { records: 1_000, than: 'fewer records than were stored' },
  { records: 5_000, than: 'more records than were stored' },
];

test.each(cases(recreations, 1))(
  'a topic deleted and created again with $than stops the sink, and the command that it names mends it',
  async ({ records }) => {
    const scenario = declare('recreated', words());
    await pipeline(['apply', scenario.file]);
    await produce(scenario, 0, 3_000);
    await expectExactlyOnce(scenario, 3_000);
    await recreate(scenario);
    await produce(scenario, 10_000, 10_000 + records);
    const trace = await condition(scenario.lake, ['failed', 'partly-failed']);
    const command = `pipeline offsets reset ${scenario.lake} --topic ${scenario.topic} --partition 0`;
    expect(trace).toContain(`${scenario.topic}-0: the topic was deleted and created again`);
    expect(trace).toContain(command);
    expect(await stored(scenario), 'what was stored is untouched').toEqual(numbers(0, 3_000));
    await pipeline(['stop', scenario.lake]);
    await pipeline([...command.split(' ').slice(1), '--yes']);
    await pipeline(['resume', scenario.lake]);
    await expectExactlyOnce(scenario, records);
    expect(await stored(scenario)).toEqual(numbers(10_000, 10_000 + records));
    await remove(scenario);
  },
);

test('with onDataLoss: continue a topic created again is stored beside what its former life left', async () => {
  const scenario = declare('continued', words('continue'));
  await pipeline(['apply', scenario.file]);
  await produce(scenario, 0, 3_000);
  await expectExactlyOnce(scenario, 3_000);
  await recreate(scenario);
  await produce(scenario, 3_000, 4_000);
  await eventually('the records of both lives', async () =>
    (await stored(scenario)).length >= 4_000 ? true : undefined,
  );
  const { sums, findings } = await verified(scenario);
  expect(sums).toMatchObject({ missing: 0, twice: 0, deadLettered: 0 });
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'lost', failure: false }));
  expect(await stored(scenario)).toEqual(numbers(0, 4_000));
  await remove(scenario);
});

test('retention that overtakes a stopped sink stops it with the range; onDataLoss: continue writes it down', async () => {
  const scenario = declare('overtaken', words());
  await pipeline(['apply', scenario.file]);
  await produce(scenario, 0, 1_000);
  await expectExactlyOnce(scenario, 1_000);
  await pipeline(['stop', scenario.lake]);
  await produce(scenario, 1_000, 3_000);
  // kafkajs looks for leaders only among topics that it has asked for before.
  await admin.fetchTopicOffsets(scenario.topic);
  await admin.deleteTopicRecords({ topic: scenario.topic, partitions: [{ partition: 0, offset: '2500' }] });
  await pipeline(['resume', scenario.lake]).catch(() => undefined);
  const trace = await condition(scenario.lake, ['failed', 'partly-failed']);
  expect(trace).toContain('offsets 1000 to 2499 were removed from the topic');
  expect(trace).toContain('set onDataLoss: continue');
  declare('overtaken', words('continue'), scenario);
  await pipeline(['apply', scenario.file]);
  const { sums, findings } = await verified(scenario);
  expect(sums).toMatchObject({ missing: 0, twice: 0 });
  expect(findings).toContainEqual(
    expect.objectContaining({ kind: 'lost', failure: false, range: { from: 1_000, to: 2_500 } }),
  );
  expect(await stored(scenario)).toEqual([...numbers(0, 1_000), ...numbers(2_500, 3_000)]);
  await remove(scenario);
});
