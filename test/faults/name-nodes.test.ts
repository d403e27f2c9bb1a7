import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Proof } from '../../src/verify/proof.ts';
import { nightly } from '../cluster/environment.ts';
import { newDirectory, run, testCluster, uniqueName } from '../cluster/harness.ts';
import { TwoNameNodes } from './name-nodes/two-name-nodes.ts';

const directory = newDirectory();
const hdfs = new TwoNameNodes(join(directory, 'hdfs'));
const name = uniqueName('failover');
let produced = 0;

async function pipeline(args: readonly string[], input = ''): Promise<string> {
  const ran = await run(['--cluster', 'lake', ...args], { directory, input });
  expect(ran.exitCode, `pipeline ${args.join(' ')}\n${ran.stdout}${ran.stderr}`).toBe(0);
  return ran.stdout;
}

async function produce(count: number): Promise<void> {
  const lines = Array.from({ length: count }, (_, n) => JSON.stringify({ n: produced + n, user: `u${n % 7}` }));
  produced += count;
  await pipeline(['produce', name, '--key', 'user'], lines.join('\n'));
}

async function expectProven(): Promise<void> {
  const proof: Proof = JSON.parse(await pipeline(['verify', 'lake.yaml', '--deep', '--wait', '180s', '-o', 'json']));
  const stored = proof.sinks.flatMap(({ partitions }) => partitions).reduce((sum, { stored }) => sum + stored, 0);
  expect(stored).toBe(produced);
}

beforeAll(async () => {
  await hdfs.start();
  const { connect, kafka } = testCluster().addresses;
  mkdirSync(join(directory, 'config', 'clusters'), { recursive: true });
  writeFileSync(
    join(directory, 'config', 'clusters', 'lake.yaml'),
    `connect: { url: "${connect.url}" }\nkafka: { bootstrapServers: "${kafka.bootstrapServers}" }\n${hdfs.yaml}defaults: { replication: 1 }\n`,
  );
  writeFileSync(
    join(directory, 'lake.yaml'),
    `pipeline: ${name}
events: { event: { fields: { n: integer, user: string } } }
topics: { ${name}: { event: event, key: user, partitions: 2 } }
sinks:
  files: { from: ${name}, tasks: 2, hdfs: { path: /${name}, format: parquet, roll: { every: 2s } } }
jobs:
  users: { from: sinks.files, run: manual, mapreduce: { count: true, by: user } }
  all: { from: sinks.files, run: manual, spark: { sql: "SELECT count(*) AS records FROM \`${name}\`" } }
`,
  );
});

afterAll(async () => {
  await run(['--cluster', 'lake', 'delete', name, '--purge', '--yes'], { directory });
  hdfs.stop();
});

test('a sink stores and verify reads by the nameservice, whichever NameNode is active', async () => {
  await pipeline(['apply', 'lake.yaml', '--yes']);
  await produce(500);
  await expectProven();
  await hdfs.failOver('nn1', 'nn2');
  await produce(500);
  await expectProven();
  expect(await pipeline(['plan', 'lake.yaml'])).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
  const doctor = await run(['--cluster', 'lake', 'doctor', '-o', 'json'], { directory });
  expect(doctor.stdout).toContain(`WebHDFS at ${hdfs.webhdfs('nn1')}, in standby`);
  expect(doctor.stdout).toContain(`WebHDFS at ${hdfs.webhdfs('nn2')}, active`);
});

test('the active NameNode dies while records come and while verify reads: nothing is lost, nothing twice', async () => {
  for (const [active, other] of nightly
    ? ([
        ['nn2', 'nn1'],
        ['nn1', 'nn2'],
        ['nn2', 'nn1'],
      ] as const)
    : ([['nn2', 'nn1']] as const)) {
    await produce(500);
    const proven = expectProven();
    await hdfs.kill(active);
    await hdfs.activate(other, 'dead');
    await proven;
    await produce(500);
    await expectProven();
    await hdfs.startAgain(active);
  }
});

test.runIf(nightly)('where no NameNode is active, that is said, and the sink goes on when one is', async () => {
  await hdfs.admin('-transitionToStandby', 'nn1');
  await produce(100);
  const asked = await run(['--cluster', 'lake', 'hdfs', 'ls', '/'], { directory });
  expect(asked.exitCode).toBe(1);
  expect(asked.stderr).toContain('None of the NameNodes is active');
  await hdfs.activate('nn1');
  await expectProven();
});

test.runIf(nightly)('jobs of MapReduce and Spark read and write by the nameservice', async () => {
  const [users, all] = [
    JSON.parse(await pipeline(['jobs', 'run', `${name}.users`, 'lake.yaml', '-o', 'json'])),
    JSON.parse(await pipeline(['jobs', 'run', `${name}.all`, 'lake.yaml', '-o', 'json'])),
  ];
  expect(users.totals.records).toBe(produced);
  expect(all.result).toEqual([{ records: produced }]);
});
