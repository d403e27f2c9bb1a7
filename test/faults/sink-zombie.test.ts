import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, newDirectory } from '../cluster/harness.ts';
import { cluster, declare, pidOf, pipeline, produce, remove } from './harness.ts';
import { countWhenStored } from './independent-count.ts';

const scenario = declare('haunted', { partitions: 4, hdfs: 'format: parquet' });
let produced = 0;
let second: ReturnType<typeof startSecondWorker> | undefined;

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

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

/** A worker of the same group, started as the first one was, with an address and a log of its own. */
function startSecondWorker(port: number) {
  const first = pidOf('connect');
  const strings = (name: string): string[] => readFileSync(`/proc/${first}/${name}`, 'utf8').split('\0').slice(0, -1);
  const properties = strings('cmdline').find((argument) => argument.endsWith('connect.properties')) ?? '';
  const folder = newDirectory();
  const own = join(folder, 'second.properties');
  writeFileSync(own, readFileSync(properties, 'utf8').replace(/^(listeners=.*?)\d+$/m, `$1${port}`));
  const [java = '', ...rest] = strings('cmdline').map((argument) =>
    argument === properties
      ? own
      : argument.replace(/^-Dpipeline\.log=.*/, `-Dpipeline.log=${join(folder, 'second.log')}`),
  );
  const env = Object.fromEntries(
    strings('environ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return execa(java, rest, { env, extendEnv: false, stdio: 'ignore', reject: false });
}

/** The workers that run the sink's tasks. */
async function workers(): Promise<Set<string>> {
  const answer = await fetch(`${cluster().addresses.connect}/connectors/${scenario.lake}/status`);
  const { tasks }: { tasks: { state: string; worker_id: string }[] } = JSON.parse(await answer.text());
  return new Set(tasks.filter(({ state }) => state === 'RUNNING').map((task) => task.worker_id));
}

beforeAll(async () => {
  second = startSecondWorker(await freePort());
  await pipeline(['apply', scenario.file]);
  await eventually('a task on each worker', async () => ((await workers()).size === 2 ? true : undefined), 180);
});

afterAll(async () => {
  // It leaves its groups, so that nobody waits for it.
  second?.kill('SIGTERM');
  await second;
  await remove(scenario);
});

test('a worker that slept past its session and goes on changes nothing of what the other stored meanwhile', async () => {
  await produceMore(4_000);
  await expectStoredOnce();
  await produceMore(4_000);
  await wait(1_000);
  second?.kill('SIGSTOP');
  await produceMore(2_000);
  await expectStoredOnce();
  second?.kill('SIGCONT');
  await produceMore(2_000);
  await expectStoredOnce();
  await wait(12_000);
  await expectStoredOnce();
});
