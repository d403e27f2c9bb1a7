import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clusterEnvironment } from './environment.ts';
import { cli, newDirectory, run, testCluster, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

const name = uniqueName('broken');
const directory = newDirectory();
const root = join(directory, 'files');
const yaml = join(directory, 'broken.yaml');
const sink = (about: string) => `{ from: ${name}, ${about}, format: json, roll: { every: 1s } } }`;

/** A sink that works, and one whose commit log lies behind links in a circle. */
beforeAll(async () => {
  writeFileSync(
    yaml,
    `
pipeline: ${name}
topics: { ${name}: { partitions: 1 } }
sinks:
  circle: ${sink(`file: { path: ${root}`)}
  works: ${sink(`hdfs: { path: /${name}`)}
`,
  );
  const created = await run(['topics', 'create', name, '--partitions', '1']);
  expect(created.exitCode, created.stderr).toBe(0);
  const produced = await run(['produce', name], { input: 'k\t{"n":1}\n' });
  expect(produced.exitCode, produced.stderr).toBe(0);
  const log = join(root, '_log', `${name}.circle`, name);
  mkdirSync(join(log, '..'), { recursive: true });
  symlinkSync(log, log);
}, 600_000);

afterAll(async () => {
  await run(['topics', 'delete', name, '--yes']);
  rmSync(directory, { recursive: true });
});

test('what breaks one sink is a finding of it, and hides no other proof', async () => {
  const { proof, exitCode } = await proofOf(directory, [yaml]);
  expect(exitCode).toBe(3);
  const kinds = proof.sinks.map(({ sink, findings }) => [sink, findings.map(({ kind, message }) => [kind, message])]);
  expect(kinds).toEqual([
    [`${name}.circle`, [['unreadable', expect.stringContaining('The links lead in a circle')]]],
    [`${name}.works`, [['absent', expect.stringContaining('`pipeline apply`')]]],
  ]);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends a verify that waits, and leaves nothing open', async (signal) => {
  const [file, ...args] = cli(['verify', yaml, '--wait', '20m']);
  const child = execa(file, args, {
    cwd: directory,
    env: { ...clusterEnvironment(testCluster().home), PIPELINE_WATCHDOG: '1' },
    reject: false,
    timeout: 300_000,
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('Waiting for')) child.kill(signal);
  });
  const { exitCode, stderr, timedOut } = await child;
  expect({ exitCode, timedOut }, stderr).toEqual({ exitCode: 130, timedOut: false });
});
