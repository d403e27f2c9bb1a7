import kafkajs from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dismissDeadWorker } from '../../src/embedded/services/dead-worker.ts';
import { siteOf } from '../../src/embedded/wanted.ts';
import { homeOf } from '../../src/target/home.ts';
import { readRecord } from '../../src/target/record.ts';
import { nightly } from '../cluster/environment.ts';
import { run, testContext } from '../cluster/harness.ts';
import { cluster, declare, expectExactlyOnce, heal, kill, lives, pidOf, pipeline, remove } from './harness.ts';
import { killAt } from './kill-points.ts';

/** Between every two steps of a commit, and of an opening (docs/commit-log.md). */
const duringCommit = [
  'commit-begun',
  'data-written',
  'dead-letters-delivered',
  'link-created',
  'link-checked',
  'file-published',
  'files-published',
  'committed',
];
const duringOpening = ['open-finished', 'open-linked', 'open-cleared'];

const scenario = declare('killed', { partitions: 2, hdfs: 'format: parquet, by: user' });
let produced = 0;

/** Of few users, each of whom has a file of its own in every commit. */
async function produceMore(): Promise<void> {
  const lines = Array.from({ length: 500 }, (_, i) => JSON.stringify({ n: produced + i, user: `u${i % 5}` }));
  produced += lines.length;
  await pipeline(['produce', scenario.topic, '--key', 'user'], lines.join('\n'));
}

beforeAll(async () => {
  await pipeline(['apply', scenario.file]);
  await produceMore();
  await expectExactlyOnce(scenario, produced);
});

afterAll(() => remove(scenario));

/**
 * In the short form the next point is reached by the worker that mends what the last one left, and all is counted at
 * the end; by `npm run nightly` each kill is healed and counted alone.
 */
async function killedAt(point: string, provoke: () => Promise<unknown>): Promise<void> {
  await killAt(point, async () => {
    // It may die before `up` has seen it answer.
    await run(['up']);
    await provoke();
  });
  if (nightly) await healed();
}

async function healed(): Promise<void> {
  await heal();
  await expectExactlyOnce(scenario, produced);
}

test.each(duringCommit)('a worker killed at %s of a commit leaves what the next one mends', async (point) => {
  await killedAt(point, produceMore);
});

test.each(duringOpening)('a worker killed at %s of an opening leaves what the next one mends', async (point) => {
  await killedAt(point, () => (nightly ? run(['restart', scenario.lake]) : Promise.resolve()));
});

test('a dead worker and its sinks leave their groups before their sessions have ended', async () => {
  if (lives(pidOf('connect'))) await kill('connect');
  const context = testContext();
  const home = homeOf(context);
  await dismissDeadWorker(siteOf(home, context, readRecord(home.record).ports, 'java'));
  const admin = new kafkajs.Kafka({ brokers: [cluster().addresses.kafka ?? ''] }).admin();
  await admin.connect();
  const { groups } = await admin.describeGroups(['_connect', `connect-${scenario.lake}`]);
  await admin.disconnect();
  expect(groups.map(({ members }) => members)).toEqual([[], []]);
});

test('nothing is lost and nothing is stored twice', healed);
