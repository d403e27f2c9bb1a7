import { expect, test } from 'vitest';
import { eventually, run, uniqueName } from './harness.ts';

const yaml = (name: string, partitions: number) => `pipeline: ${name}
events: { click: { fields: { u: string, i: string } } }
topics: { ${name}-clicks: { event: click, key: u, partitions: ${partitions} } }
recommender: { from: ${name}-clicks, to: ${name}-lists, user: u, item: i, weights: { click: 1 } }
`;

async function done(args: readonly string[], input: string): Promise<void> {
  const { exitCode, stderr } = await run(args, { input });
  expect(exitCode, stderr).toBe(0);
}

async function learned(name: string, partitions: number, more: number, records: number): Promise<void> {
  await done(['apply', '-', '--yes', '--no-wait'], yaml(name, partitions));
  const lines = Array.from({ length: more }, (_, at) => `${JSON.stringify({ u: `u${at % 17}`, i: `i${at % 7}` })}\n`);
  await done(['produce', `${name}-clicks`, '--key', 'u'], lines.join(''));
  await eventually(`${records} events to be learned`, async () => {
    const { stdout } = await run(['recommender', 'state', `${name}.recommender`, '-o', 'json']);
    return JSON.parse(stdout).host?.metrics.records === records || undefined;
  });
}

test('it takes up new partitions of a source while it runs', async () => {
  const name = uniqueName('grown');
  await learned(name, 1, 40, 40);
  await learned(name, 3, 60, 100);
  await done(['recommender', 'verify', `${name}.recommender`, '--wait', '180s'], '');
  await run(['delete', name, '--purge', '--yes']);
});
