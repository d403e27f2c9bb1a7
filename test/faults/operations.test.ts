import { setTimeout as wait } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { expect, test } from 'vitest';
import {
  cases,
  cluster,
  condition,
  declare,
  expectExactlyOnce,
  heal,
  kill,
  pipeline,
  produce,
  remove,
} from './harness.ts';

test('a reset into the middle of a commit, or to the start, replays once, though the worker dies meanwhile', async () => {
  const scenario = declare('replayed', { partitions: 2 });
  await pipeline(['apply', scenario.file]);
  await produce(scenario, 0, 4_000);
  await expectExactlyOnce(scenario, 4_000);
  await produce(scenario, 4_000, 6_000);
  await expectExactlyOnce(scenario, 6_000);
  const resets = [['--to', '1500', '--topic', scenario.topic, '--partition', '0'], []];
  for (const where of cases(resets, 1)) {
    await pipeline(['stop', scenario.lake]);
    await pipeline(['offsets', 'reset', scenario.lake, ...where, '--yes']);
    await pipeline(['resume', scenario.lake]);
    await kill('connect');
    await heal();
    await expectExactlyOnce(scenario, 6_000);
  }
  await remove(scenario);
});

test('partitions that are added while the sink runs are stored from their first record on', async () => {
  const scenario = declare('grown', { partitions: 1 });
  await pipeline(['apply', scenario.file]);
  await produce(scenario, 0, 1_000);
  await expectExactlyOnce(scenario, 1_000);
  declare('grown', { partitions: 4 }, scenario);
  await pipeline(['apply', scenario.file]);
  await produce(scenario, 1_000, 5_000);
  await expectExactlyOnce(scenario, 5_000);
  const admin = new kafkajs.Kafka({
    brokers: [cluster().addresses.kafka ?? ''],
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(scenario.topic);
  await admin.disconnect();
  expect(offsets.filter(({ offset }) => Number(offset) > 0)).toHaveLength(4);
  await remove(scenario);
});

test('stop ends while the store hangs in the middle of a run, and resume stores the rest', async () => {
  const scenario = declare('hanging');
  await pipeline(['apply', scenario.file]);
  await produce(scenario, 0, 5_000);
  await expectExactlyOnce(scenario, 5_000);
  const stores = ['namenode', 'datanode'] as const;
  for (const store of stores) await kill(store, 'SIGSTOP');
  try {
    await produce(scenario, 5_000, 10_000);
    // A roll goes by: the sink is at work on the store that hangs.
    await wait(5_000);
    await pipeline(['stop', scenario.lake]);
    await condition(scenario.lake, ['stopped']);
  } finally {
    for (const store of stores) await kill(store, 'SIGCONT');
  }
  await produce(scenario, 10_000, 11_000);
  await pipeline(['resume', scenario.lake]);
  await expectExactlyOnce(scenario, 11_000);
  await remove(scenario);
});
