import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, newDirectory, run } from '../cluster/harness.ts';
import { independentCount } from './independent-count.ts';

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

const home = newDirectory();
const killPoints = join(home, 'kill-points');
const environment = { JAVA_TOOL_OPTIONS: `-Dpipeline.kill.dir=${killPoints}` };
const topic = 'killed';
const file = join(home, 'killed.yaml');
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

/** What `pipeline up` recorded, read without the product's code. */
function record(): { addresses: Record<string, string>; processes: { name: string; pid: number }[] } {
  return JSON.parse(readFileSync(join(home, 'cluster.json'), 'utf8'));
}

async function pipeline(args: readonly string[], input = ''): Promise<string> {
  const ran = await run(args, { home, environment, input });
  expect(ran.exitCode, `pipeline ${args.join(' ')}\n${ran.stderr}`).toBe(0);
  return ran.stdout;
}

async function produce(count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify({ n: produced + i, group: `g${i % 5}` }));
  produced += count;
  await pipeline(['produce', topic, '--key', 'group'], lines.join('\n'));
}

const count = () => {
  const { addresses } = record();
  const [webhdfs = '', bootstrapServers = ''] = [addresses.webhdfs, addresses.kafka];
  return independentCount({ bootstrapServers, topic, webhdfs, user: 'test', directory: `/killed/${topic}` });
};

async function expectExactlyOnce(): Promise<void> {
  const counted = await eventually(
    `${produced} records in HDFS`,
    async () => {
      const now = await count();
      return now.stored < produced ? undefined : now;
    },
    180,
  );
  expect(counted).toEqual({ records: produced, stored: produced, deadLettered: 0, missing: 0, twice: 0 });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Has the worker killed at `point`, which `provoke` makes it reach, and starts it again. */
async function killAt(point: string, provoke: () => Promise<unknown>): Promise<void> {
  const worker = record().processes.find(({ name }) => name === 'connect')?.pid ?? 0;
  writeFileSync(join(killPoints, point), '');
  await provoke();
  await eventually(`the worker's death at ${point}`, async () => (isAlive(worker) ? undefined : true), 120);
  expect(existsSync(join(killPoints, point)), `${point} was reached`).toBe(false);
  await pipeline(['up']);
}

beforeAll(async () => {
  mkdirSync(killPoints, { recursive: true });
  await pipeline(['up']);
  writeFileSync(file, yaml);
  await pipeline(['apply', file]);
  await produce(500);
  await expectExactlyOnce();
});

afterAll(async () => {
  await run(['down', '--data', '--yes'], { home, environment });
});

test.each(duringCommit)('a worker killed at %s of a commit loses nothing and stores nothing twice', async (point) => {
  await killAt(point, () => produce(500));
  await expectExactlyOnce();
});

test.each(duringOpening)(
  'a worker killed at %s of an opening loses nothing and stores nothing twice',
  async (point) => {
    await produce(500);
    await killAt(point, () => run(['restart', 'killed.lake'], { home, environment }));
    await expectExactlyOnce();
  },
);
