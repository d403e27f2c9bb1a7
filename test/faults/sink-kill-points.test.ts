import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countWhenStored } from './independent-count.ts';
import { KillableCluster } from './kill-points.ts';

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

const cluster = new KillableCluster();
const topic = 'killed';
const file = join(cluster.home, 'killed.yaml');
const yaml = `
pipeline: killed
events:
  event: { fields: { n: integer, group: string } }
topics:
  ${topic}: { event: event, key: group, partitions: 2 }
sinks:
  lake: { from: ${topic}, hdfs: { path: /killed, format: parquet, by: group, roll: { every: 2s } } }
`;
let produced = 0;

async function produce(count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify({ n: produced + i, group: `g${i % 5}` }));
  produced += count;
  await cluster.pipeline(['produce', topic, '--key', 'group'], lines.join('\n'));
}

async function expectExactlyOnce(): Promise<void> {
  const { addresses } = cluster.record();
  const [webhdfs = '', bootstrapServers = ''] = [addresses.webhdfs, addresses.kafka];
  const place = { bootstrapServers, topic, webhdfs, user: 'test', directory: `/killed/${topic}` };
  const counted = await countWhenStored(place, produced, 180);
  expect(counted).toEqual({ records: produced, stored: produced, deadLettered: 0, missing: 0, twice: 0 });
}

beforeAll(async () => {
  await cluster.pipeline(['up']);
  writeFileSync(file, yaml);
  await cluster.pipeline(['apply', file]);
  await produce(500);
  await expectExactlyOnce();
});

afterAll(() => cluster.remove());

test.each(duringCommit)('a worker killed at %s of a commit loses nothing and stores nothing twice', async (point) => {
  await cluster.killAt(point, () => produce(500));
  await cluster.pipeline(['up']);
  await expectExactlyOnce();
});

test.each(duringOpening)(
  'a worker killed at %s of an opening loses nothing and stores nothing twice',
  async (point) => {
    await produce(500);
    await cluster.killAt(point, () => cluster.run(['restart', 'killed.lake']));
    await cluster.pipeline(['up']);
    await expectExactlyOnce();
  },
);
