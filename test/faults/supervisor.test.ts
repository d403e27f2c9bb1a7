import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkout } from '../../src/target/checkout.ts';
import { cli, eventually, newDirectory, run, testCluster, uniqueName } from '../cluster/harness.ts';
import { heal, pidOf, pipeline } from './harness.ts';

const { home } = testCluster();
const own = uniqueName('hosted');
const name = `${own}.recommender`;
const visits = `${own}-visits`;
const yaml = `
pipeline: ${own}
events:
  visit: { fields: { user: string, page: string } }
topics:
  ${visits}: { event: visit, key: user, partitions: 1 }
recommender: { from: ${visits}, to: ${own}-pages, user: user, item: page, weights: { visit: 1 } }
`;

/** The processes that run the job, of whatever host. */
const lives = (): number[] =>
  execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`recommender run ${name} `))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => readFileSync(`/proc/${pid}/environ`, 'utf8').includes(home));

const seen = async () => {
  const { stdout } = await run(['status', name, '-o', 'json']);
  return JSON.parse(stdout).jobs[0];
};

/** Waits until the job runs in exactly one process, which is none of `former`, and its host says so. */
const running = (former: readonly number[]) =>
  eventually(
    'one new life of the job',
    async () => {
      const [pid, ...more] = lives();
      if (pid === undefined || more.length > 0 || former.includes(pid)) return undefined;
      return (await seen()).condition === 'running' ? pid : undefined;
    },
    120,
  );

beforeAll(async () => {
  const file = join(newDirectory(), 'hosted.yaml');
  writeFileSync(file, yaml);
  await pipeline(['apply', file]);
});

afterAll(() => pipeline(['delete', own, '--purge', '--yes']));

test('a job whose process is killed runs again', async () => {
  const first = await running([]);
  process.kill(first, 'SIGKILL');
  await running([first]);
});

test('a job goes on when Kafka was killed and started again', async () => {
  const before = await running([]);
  process.kill(pidOf('kafka'), 'SIGKILL');
  await heal();
  await running([]);
  await pipeline(['produce', visits, '--key', 'user'], '{"user":"u1","page":"p1"}\n');
  await eventually(
    'the event to be learned',
    async () => ((await seen()).metrics.records === 1 ? true : undefined),
    120,
  );
  expect(before).toBeGreaterThan(0);
});

test('of two hosts one runs the job; the other takes over when that one is killed', async () => {
  const first = await running([]);
  const [file, ...parameters] = cli(['supervise']);
  const other = spawn(file, parameters, {
    cwd: checkout,
    env: { ...process.env, PIPELINE_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  other.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  try {
    await eventually('the second host to wait', async () => said.includes('waiting to be the host') || undefined);
    expect(lives()).toEqual([first]);
    expect(said).not.toContain('this process hosts the jobs');
    process.kill(pidOf('supervisor'), 'SIGKILL');
    await running([first]);
    expect(said).toContain('this process hosts the jobs');
  } finally {
    const ended = once(other, 'exit');
    other.kill('SIGTERM');
    await ended;
  }
  expect((await seen()).condition).toBe('unknown');
  await heal();
  await running([first]);
});

test('a job that is stopped says so and has no process', async () => {
  await running([]);
  await pipeline(['stop', name]);
  expect((await seen()).condition).toBe('stopped');
  expect(lives()).toEqual([]);
});
