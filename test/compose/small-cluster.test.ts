import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { DockerComposeEnvironment, type StartedDockerComposeEnvironment, Wait } from 'testcontainers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkout } from '../../src/cluster/checkout.ts';
import { cli, eventually, newDirectory } from '../cluster/harness.ts';

/** Built from what is on this machine: neither jars nor packages are fetched from inside a container. */
const fromContext = { JARS: 'context', MODULES: 'context' };
const home = newDirectory();
let cluster: StartedDockerComposeEnvironment | undefined;

async function pipeline(args: readonly string[]) {
  const [file, ...parameters] = cli(['--cluster', 'compose', ...args]);
  return execa(file, parameters, { cwd: checkout, env: { PIPELINE_HOME: home }, input: '', reject: false });
}

beforeAll(async () => {
  expect(existsSync(join(checkout, 'target', 'jars', 's3'))).toBe(true);
  const healthy = (name: string) => [`${name}-1`, Wait.forHealthCheck()] as const;
  const environment = new DockerComposeEnvironment(checkout, 'docker-compose.yml')
    .withProjectName('pipeline-test')
    .withEnvironment({
      ...fromContext,
      ...(process.env.BASE_IMAGE === undefined ? {} : { NODE_IMAGE: process.env.BASE_IMAGE }),
    })
    .withBuild()
    .withProfiles('s3')
    .withStartupTimeout(300_000);
  for (const name of ['kafka', 'namenode', 'datanode', 'connect', 's3']) environment.withWaitStrategy(...healthy(name));
  cluster = await environment.up();
});

afterAll(async () => {
  await cluster?.down({ removeVolumes: true });
});

test('streaming.yaml runs in containers: applied, proven row by row, and empty the second time', async () => {
  const files = ['config/streaming.yaml', '--var', 'count=6000'];
  const applied = await pipeline(['apply', ...files]);
  expect(applied.stderr, applied.stderr).toContain('Creating sink streaming.lake');
  expect(applied.exitCode, applied.stderr).toBe(0);

  const stored = await eventually(
    'all records stored',
    async () => {
      const { stdout } = await pipeline(['verify', ...files, '--deep', '-o', 'json']);
      const proof: { ok: boolean; sinks: { partitions: { stored: number }[] }[] } = JSON.parse(stdout);
      const counts = proof.sinks.map(({ partitions }) => partitions.reduce((sum, one) => sum + one.stored, 0));
      return proof.ok && counts.every((count) => count === 6000) ? counts : undefined;
    },
    180,
  );
  expect(stored).toEqual([6000, 6000]);

  const again = await pipeline(['plan', ...files, '--detailed-exitcode']);
  expect(again.stdout).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
  expect(again.exitCode).toBe(0);
});

test('the sidecar container runs the recommender', async () => {
  const files = ['config/recommendation.yaml', '--var', 'count=2000'];
  const applied = await pipeline(['apply', ...files]);
  expect(applied.exitCode, applied.stderr).toBe(0);
  const lists = await eventually(
    'recommendations written back',
    async () => {
      const { stdout } = await pipeline(['recommender', 'list', 'recommendation.recommender', '-o', 'json']);
      const found: { items: unknown[] }[] = JSON.parse(stdout);
      return found.length > 0 ? found : undefined;
    },
    120,
  );
  for (const list of lists) expect(list.items.length).toBeGreaterThan(0);
});
