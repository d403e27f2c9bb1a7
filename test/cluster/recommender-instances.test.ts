import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import type { DescribedInstance } from '../../src/recommender/http/instances.ts';
import { cli, eventually, run, testCluster, uniqueName } from './harness.ts';

const [users, items, shards] = [200, 60, 8];

/** Reproducible clicks, as lines of JSON. */
function clicks(count: number, seed: number): string {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const line = () => `${JSON.stringify({ u: `u${next(users)}`, i: `i${next(items)}` })}\n`;
  return Array.from({ length: count }, line).join('');
}

const yaml = (name: string) => `pipeline: ${name}
events: { click: { fields: { u: string, i: string } } }
topics:
  ${name}-clicks: { event: click, key: u, partitions: 2 }
recommender: { from: ${name}-clicks, to: ${name}-lists, user: u, item: i, weights: { click: 1 }, shards: ${shards} }
`;

const children: { readonly process: ChildProcess; said: string }[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.process.kill('SIGKILL');
});

/** One more instance, beside the one that the cluster's host runs. */
function start(job: string): ChildProcess {
  const [file, ...parameters] = cli(['recommender', 'run', job]);
  const environment = { ...process.env, PIPELINE_HOME: testCluster().home, PIPELINE_ANY_PORTS: '1' };
  const child = {
    process: spawn(file, parameters, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] }),
    said: '',
  };
  child.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
    child.said += text;
  });
  children.push(child);
  return child.process;
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** The instances as soon as there are `count`, all shards are held, and all of them stand at the same log offset. */
function settled(job: string, count: number, records: number): Promise<readonly DescribedInstance[]> {
  return eventually(`${count} instances at work on ${records} events`, async () => {
    const { stdout } = await run(['recommender', 'state', job, '-o', 'json']);
    const { instances, host }: { instances: DescribedInstance[]; host: { metrics: { records: number } } } =
      JSON.parse(stdout);
    const held = instances.flatMap(({ state }) => Object.keys(state?.shards ?? {}));
    const level = new Set(instances.map(({ state }) => state?.asOf)).size === 1;
    const whole = instances.length === count && level && held.length === shards && host.metrics.records === records;
    if (!whole) throw new Error(`${stdout}\n${children.map(({ said }) => said).join('---\n')}`);
    return instances;
  });
}

/** Digests by shard, and of the base, out of all instances. */
const digests = (instances: readonly DescribedInstance[]) =>
  Object.fromEntries(
    instances.flatMap(({ state }) => [
      ['base', state?.base],
      ...Object.entries(state?.shards ?? {}).map(([shard, { digest }]) => [shard, digest]),
    ]),
  );

test('three instances share the work, one is killed, another leaves: the counts stay those of one alone', async () => {
  const name = uniqueName('shared');
  const job = `${name}.recommender`;
  const produce = (count: number, seed: number) =>
    run(['produce', `${name}-clicks`, '--key', 'u'], { input: clicks(count, seed) });
  expect((await run(['apply', '-', '--yes'], { input: yaml(name) })).exitCode).toBe(0);
  const [, , first] = [await produce(1_500, 1), start(job), start(job)];
  await produce(1_500, 2);
  const three = await settled(job, 3, 3_000);
  expect(three.filter(({ leads }) => leads)).toHaveLength(1);
  expect(three.map((one) => one.shards.length).sort()).toEqual([2, 3, 3]);
  expect(three.map((one) => one.partitions.length)).toEqual([1, 1, 1]);
  expect(new Set(three.map(({ state }) => state?.base)).size).toBe(1);

  const [second] = children;
  if (second === undefined) throw new Error('two were started');
  await end(second.process, 'SIGKILL');
  await produce(1_500, 3);
  const two = await settled(job, 2, 4_500);
  await end(first, 'SIGTERM');
  const one = await settled(job, 1, 4_500);
  expect(digests(two)).toEqual(digests(one));
  const verified = await run(['recommender', 'verify', job, '--wait', '180s']);
  expect(verified.stdout + verified.stderr).toContain('Verified: zero differences.');
  expect(verified.exitCode).toBe(0);
  await run(['delete', name, '--purge', '--yes']);
});

test('an instance that is started while its job is stopped says so, and begins when the job is resumed', async () => {
  const name = uniqueName('asleep');
  const job = `${name}.recommender`;
  const input = `${yaml(name).trimEnd().slice(0, -1)}, state: stopped }\n`;
  expect((await run(['apply', '-', '--yes'], { input })).exitCode).toBe(0);
  start(job);
  const lets = `${job} is stopped; \`pipeline resume ${job}\` lets this instance begin.`;
  await eventually('it to say that it waits', async () => children[0]?.said.includes(lets) || undefined);
  await run(['resume', job]);
  await settled(job, 2, 0);
  await run(['delete', name, '--purge', '--yes']);
});
