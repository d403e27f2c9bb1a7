import { expect, test } from 'vitest';
import { eventually, run, uniqueName } from './harness.ts';

const yaml = (name: string, partitions: number, state: string) => `pipeline: ${name}
events: { click: { fields: { u: string, i: string } } }
topics: { ${name}-clicks: { event: click, key: u, partitions: ${partitions} } }
recommender: { from: ${name}-clicks, to: ${name}-lists, user: u, item: i, weights: { click: 1 }, state: ${state} }
`;

async function apply(name: string, partitions: number, state = 'running'): Promise<void> {
  const { exitCode, stderr } = await run(['apply', '-', '--yes', '--no-wait'], {
    input: yaml(name, partitions, state),
  });
  expect(exitCode, stderr).toBe(0);
}

async function produce(name: string, count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, at) => `${JSON.stringify({ u: `u${at % 17}`, i: `i${at % 7}` })}\n`);
  await run(['produce', `${name}-clicks`, '--key', 'u'], { input: lines.join('') });
}

const learned = (job: string, records: number) =>
  eventually(`${records} events to be learned`, async () => {
    const { stdout } = await run(['recommender', 'state', job, '-o', 'json']);
    return JSON.parse(stdout).host?.metrics.records === records || undefined;
  });

/** Stops it, and waits until its group is empty, as `recommender reset` asks for. */
async function stop(name: string): Promise<void> {
  await apply(name, 3, 'stopped');
  await eventually('the instance to be gone', async () => {
    const { stdout } = await run(['recommender', 'state', `${name}.recommender`, '-o', 'json']);
    return JSON.parse(stdout).instances.length === 0 || undefined;
  });
}

test('it takes up new partitions of a source, and refuses a source that was created again', async () => {
  const name = uniqueName('refused');
  const job = `${name}.recommender`;
  await apply(name, 1);
  await produce(name, 40);
  await learned(job, 40);
  await apply(name, 3);
  await produce(name, 60);
  await learned(job, 100);
  const early = await run(['recommender', 'reset', job, '--yes']);
  expect(early.exitCode).toBe(1);
  expect(early.stderr).toContain('It runs, in 1 instance');
  await stop(name);

  await run(['topics', 'delete', `${name}-clicks`, '--yes']);
  await eventually('the topic to be gone', async () => {
    const topics: { name: string }[] = JSON.parse((await run(['topics', 'list', '-o', 'json'])).stdout);
    return topics.every((topic) => topic.name !== `${name}-clicks`) || undefined;
  });
  await apply(name, 3);
  await produce(name, 150);
  const refused = await run(['recommender', 'run', job]);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('The topic was created again since it was learned from');
  expect(refused.stderr).toContain(`pipeline recommender reset ${job}`);
  await run(['delete', name, '--purge', '--yes']);
}, 180_000);
