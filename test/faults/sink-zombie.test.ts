import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../cluster/harness.ts';
import { cluster, declare, pipeline, produce, remove } from './harness.ts';
import { countWhenStored } from './independent-count.ts';
import { type SecondWorker, startSecondWorker, workersOf } from './second-worker.ts';

const scenario = declare('haunted', { partitions: 4, hdfs: 'format: parquet' });
let produced = 0;
let second: SecondWorker | undefined;

async function produceMore(count: number): Promise<void> {
  await produce(scenario, produced, produced + count);
  produced += count;
}

/** Counted without the product, and only once all is stored: verify has nothing to do with the worker that sleeps. */
async function expectStoredOnce(): Promise<void> {
  const { addresses } = cluster();
  const [webhdfs = '', bootstrapServers = ''] = [addresses.webhdfs, addresses.kafka];
  const { topic, name } = scenario;
  const counted = await countWhenStored(
    { bootstrapServers, topic, webhdfs, user: 'test', directory: `/${name}/${topic}` },
    produced,
    240,
  );
  expect(counted).toEqual({ records: produced, stored: produced, deadLettered: 0, missing: 0, twice: 0 });
}

beforeAll(async () => {
  second = await startSecondWorker();
  await pipeline(['apply', scenario.file]);
  await eventually(
    'a task on each worker',
    async () => ((await workersOf(scenario.lake)).size === 2 ? true : undefined),
    180,
  );
});

afterAll(async () => {
  await second?.end();
  await remove(scenario);
});

test('a worker that slept past its session and goes on changes nothing of what the other stored meanwhile', async () => {
  await produceMore(4_000);
  await expectStoredOnce();
  await produceMore(4_000);
  await wait(1_000);
  const sleeper = second?.pid ?? Number.NaN;
  process.kill(sleeper, 'SIGSTOP');
  await produceMore(2_000);
  await expectStoredOnce();
  process.kill(sleeper, 'SIGCONT');
  await produceMore(2_000);
  await expectStoredOnce();
  await wait(12_000);
  await expectStoredOnce();
});
