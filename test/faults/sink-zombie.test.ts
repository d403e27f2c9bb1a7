import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually, newDirectory, run } from '../cluster/harness.ts';
import { countWhenStored } from './independent-count.ts';

const home = newDirectory();
const topic = 'haunted';
const connector = 'haunted.lake';
const file = join(home, 'haunted.yaml');
const yaml = `
pipeline: haunted
events:
  event: { fields: { n: integer, user: string } }
topics:
  ${topic}: { event: event, key: user, partitions: 4 }
sinks:
  lake: { from: ${topic}, tasks: 2, hdfs: { path: /haunted, format: parquet, roll: { every: 5s } } }
`;
let produced = 0;
let second: number | undefined;

function record(): { addresses: Record<string, string>; processes: { name: string; pid: number }[] } {
  return JSON.parse(readFileSync(join(home, 'cluster.json'), 'utf8'));
}

async function pipeline(args: readonly string[], input = ''): Promise<void> {
  const ran = await run(args, { home, input });
  expect(ran.exitCode, `pipeline ${args.join(' ')}\n${ran.stderr}`).toBe(0);
}

async function produce(count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) => JSON.stringify({ n: produced + i, user: `u${i % 50}` }));
  produced += count;
  await pipeline(['produce', topic, '--key', 'user'], lines.join('\n'));
}

async function expectExactlyOnce(): Promise<void> {
  const { addresses } = record();
  const [webhdfs = '', bootstrapServers = ''] = [addresses.webhdfs, addresses.kafka];
  const place = { bootstrapServers, topic, webhdfs, user: 'test', directory: `/haunted/${topic}` };
  const counted = await countWhenStored(place, produced, 240);
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
async function startSecondWorker(): Promise<number> {
  const first = record().processes.find(({ name }) => name === 'connect')?.pid ?? 0;
  const strings = (name: string): string[] => readFileSync(`/proc/${first}/${name}`, 'utf8').split('\0').slice(0, -1);
  const properties = strings('cmdline').find((argument) => argument.endsWith('connect.properties')) ?? '';
  const port = await freePort();
  const own = join(home, 'second.properties');
  writeFileSync(own, readFileSync(properties, 'utf8').replace(/^(listeners=.*?)\d+$/m, `$1${port}`));
  const [java = '', ...rest] = strings('cmdline').map((argument) =>
    argument === properties
      ? own
      : argument.replace(/^-Dpipeline\.log=.*/, `-Dpipeline.log=${join(home, 'second.log')}`),
  );
  const env = Object.fromEntries(
    strings('environ').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  const { pid } = execa(java, rest, { env, extendEnv: false, stdio: 'ignore', reject: false });
  return pid ?? 0;
}

/** The workers that run the sink's tasks. */
async function workers(): Promise<Set<string>> {
  const answer = await fetch(`${record().addresses.connect}/connectors/${connector}/status`);
  const { tasks }: { tasks: { state: string; worker_id: string }[] } = JSON.parse(await answer.text());
  return new Set(tasks.filter(({ state }) => state === 'RUNNING').map((task) => task.worker_id));
}

beforeAll(async () => {
  await pipeline(['up']);
  writeFileSync(file, yaml);
  second = await startSecondWorker();
  await pipeline(['apply', file]);
  await eventually('a task on each worker', async () => ((await workers()).size === 2 ? true : undefined), 180);
});

afterAll(async () => {
  if (second !== undefined) process.kill(second, 'SIGKILL');
  await run(['down', '--data', '--yes'], { home });
});

test('a worker that slept past its session and goes on changes nothing of what the other stored meanwhile', async () => {
  await produce(4_000);
  await expectExactlyOnce();
  const sleeper = second ?? 0;
  await produce(4_000);
  await wait(1_000);
  process.kill(sleeper, 'SIGSTOP');
  await produce(2_000);
  await expectExactlyOnce();
  process.kill(sleeper, 'SIGCONT');
  await produce(2_000);
  await expectExactlyOnce();
  await wait(12_000);
  await expectExactlyOnce();
});
