import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { clusterEnvironment } from './environment.ts';
import { cli, eventually, newDirectory, run as runOn } from './harness.ts';

const name = 'troubles';
const file = join(newDirectory(), 'pipeline.yaml');
const job = (texts: string) => `{ from: /${name}/${texts}, mapreduce: { count: words, split: 64KiB }, run: manual }`;
const yaml = `
pipeline: ${name}
jobs:
  one: ${job('large')}
  other: ${job('large')}
  small: ${job('small')}
`;

/** Tests of what goes wrong on the YARN of the cluster at `home`, which runs nothing else then. */
export function yarnTroubles(home: string): void {
  const run = (args: readonly string[]) => runOn(args, { home });

  /** What `pipeline up` recorded, read without the product's code. */
  function record(): { addresses: Record<string, string>; processes: { name: string; pid: number }[] } {
    return JSON.parse(readFileSync(join(home, 'cluster.json'), 'utf8'));
  }

  /** A run that goes on beside the test. */
  function start(own: string) {
    const [command, ...parameters] = cli(['jobs', 'run', `${name}.${own}`, file]);
    const child = execa(command, parameters, { env: clusterEnvironment(home), reject: false });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const seen = (pattern: RegExp) =>
      eventually(
        `${own} to say ${pattern}`,
        async () => {
          const found = pattern.exec(said)?.[0];
          if (found === undefined) throw new Error(said);
          return found;
        },
        180,
      );
    return { child, seen };
  }

  /** The state of an application as the ResourceManager's own REST tells it. */
  async function stateOf(application: string): Promise<string> {
    const answer = await fetch(`${record().addresses.yarn}/ws/v1/cluster/apps/${application}/state`);
    const { state }: { state: string } = JSON.parse(await answer.text());
    return state;
  }

  async function killFromOutside(application: string): Promise<void> {
    await fetch(`${record().addresses.yarn}/ws/v1/cluster/apps/${application}/state`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'KILLED' }),
    });
  }

  const small = () => run(['jobs', 'run', `${name}.small`, file, '-o', 'json']);

  beforeAll(async () => {
    await writeFile(file, yaml);
    for (const [texts, size] of [
      ['large', '2MB'],
      ['small', '50KB'],
    ] as const) {
      const made = await run(['hdfs', 'text', `/${name}/${texts}/a.txt`, '--size', size, '--words', '1234']);
      expect(made.exitCode, made.stderr).toBe(0);
    }
  });

  test('who waits in a full queue says why and can leave it; who is killed from outside says so; the next run heals', async () => {
    const [one, other] = [start('one'), start('other')];
    await Promise.all([one, other].map(({ seen }) => seen(/state RUNNING/)));

    const waiting = start('small');
    expect(await waiting.seen(/state ACCEPTED, and it waits .*/)).toMatch(
      /in queue root\.default: .* MB of memory .*limit/,
    );
    const queued = await waiting.seen(/application_\d+_\d+/);
    expect((await run(['jobs', 'stop', 'small'])).exitCode).toBe(0);
    const stopped = await waiting.child;
    expect([stopped.exitCode, stopped.stderr]).toEqual([130, expect.stringContaining(`${queued} was ended`)]);
    expect(await stateOf(queued)).toBe('KILLED');

    const victim = await one.seen(/application_\d+_\d+/);
    await killFromOutside(victim);
    const killed = await one.child;
    expect([killed.exitCode, killed.stderr]).toEqual([3, expect.stringContaining(`${victim} was killed`)]);
    const status = await run(['jobs', 'status', `${name}.one`, file]);
    expect([status.exitCode, status.stdout]).toEqual([3, expect.stringContaining(`${victim} was killed`)]);

    other.child.kill('SIGINT');
    expect((await other.child).exitCode).toBe(130);
    const again = await small();
    expect(again.exitCode, again.stderr).toBe(0);
    expect(JSON.parse(again.stdout).totals).toMatchObject({ 'distinct words': 1234 });
    // What the others left their own next runs remove; nothing lies where nobody would look for it.
    const left = await run(['hdfs', 'ls', '-R', `/pipeline/jobs/${name}.small`]);
    expect([left.exitCode, left.stdout]).toEqual([0, expect.not.stringContaining('_staging')]);
    expect((await run(['hdfs', 'ls', '/tmp/hadoop-yarn'])).stderr).toContain('no such file');
  });

  test('a ResourceManager that is dead is named with how to mend it, and the next run heals', async () => {
    process.kill(
      record().processes.find((process) => process.name === 'resourcemanager')?.pid ?? Number.NaN,
      'SIGKILL',
    );
    const refused = await small();
    expect(refused.exitCode).toBe(3);
    expect(JSON.parse(refused.stdout).error).toMatchObject({
      message: `The ResourceManager at ${record().addresses.resourcemanager} does not answer`,
      hint: expect.stringContaining('`pipeline up`'),
    });
    expect((await run(['up'])).exitCode).toBe(0);
    const again = await small();
    expect(again.exitCode, again.stderr).toBe(0);
  });
}
