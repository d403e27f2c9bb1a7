import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCluster } from '../../src/cluster/load.ts';
import { s3Client } from '../../src/s3/client.ts';
import { s3Credentials } from '../../src/s3/credentials.ts';
import type { Proof } from '../../src/verify/proof.ts';
import { testContext } from '../cluster/harness.ts';
import { KillableCluster } from './kill-points.ts';

const cluster = new KillableCluster();
const GOOD = 200;
const HALF = 100;

beforeAll(() => cluster.pipeline(['up', '--with', 's3']));

afterAll(() => cluster.remove());

/** A pipeline of one partition whose sink stands in `store`; its file. */
async function declare(name: string, store: string): Promise<string> {
  const file = join(cluster.home, `${name}.yaml`);
  const yaml = `
pipeline: ${name}
topics:
  ${name}: { partitions: 1 }
sinks:
  lake: { from: ${name}, ${store}: { path: /${name}, format: json, roll: { every: 1s } } }
`;
  writeFileSync(file, yaml);
  await cluster.pipeline(['apply', file]);
  return file;
}

async function verify(file: string, ...flags: readonly string[]) {
  const { exitCode, stdout, stderr } = await cluster.run(['verify', file, '-o', 'json', ...flags]);
  if (stdout === '') throw new Error(stderr);
  const { sinks }: Proof = JSON.parse(stdout);
  const [sink] = sinks;
  const [partition] = sink?.partitions ?? [];
  if (sink === undefined || partition === undefined) throw new Error(stdout);
  return { exitCode, findings: sink.findings, partition };
}

const produce = (topic: string, from: number, count: number) =>
  cluster.pipeline(['produce', topic], Array.from({ length: count }, (_, i) => `{"n":${from + i}}`).join('\n'));

/** Takes away what the newest commit has written and not yet shown to readers. */
const lose = {
  hdfs: async (name: string) => void (await cluster.pipeline(['hdfs', 'rm', '-r', `/${name}/_tmp`, '--yes'])),
  s3: async (name: string) => {
    const context = testContext({ home: cluster.home });
    const { s3 } = await loadCluster('embedded', context, false);
    if (s3 === undefined) throw new Error('the cluster has no S3');
    const client = await s3Client(s3, await s3Credentials(s3.credentialsFile, context.environment));
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: s3.bucket }));
    const own = Uploads.filter(({ Key }) => Key?.startsWith(`${name}/`));
    expect(own).toHaveLength(1);
    for (const { Key, UploadId } of own) {
      await client.send(new AbortMultipartUploadCommand({ Bucket: s3.bucket, Key, UploadId }));
    }
  },
};

test.each(['hdfs', 's3'] as const)(
  'a commit on %s whose worker died before its files were in place is in progress; what is lost then is still missed',
  async (store) => {
    const name = `half-${store}`;
    const file = await declare(name, store);
    await produce(name, 0, GOOD);
    expect((await verify(file, '--wait', '90s')).exitCode).toBe(0);

    await cluster.killAt('link-checked', () => produce(name, GOOD, HALF));
    const halfDone = await verify(file);
    expect(halfDone.findings).toMatchObject([{ kind: 'in-progress', failure: false, topic: name, partition: 0 }]);
    expect(halfDone.partition).toMatchObject({ records: GOOD, stored: GOOD, missing: 0, lag: HALF });
    expect(halfDone.exitCode).toBe(0);
    const waited = await verify(file, '--wait', '3s');
    expect(waited.findings.map(({ kind }) => kind).sort()).toEqual(['behind', 'in-progress']);
    expect(waited.exitCode).toBe(3);

    await cluster.pipeline(['up']);
    const finished = await verify(file, '--wait', '90s');
    expect(finished.findings).toEqual([]);
    expect(finished.partition).toMatchObject({ stored: GOOD + HALF, missing: 0, lag: 0 });

    await cluster.killAt('link-checked', () => produce(name, GOOD + HALF, HALF));
    await lose[store](name);
    const lost = await verify(file);
    expect(lost.findings).toMatchObject([{ kind: 'file-missing', failure: true, topic: name, partition: 0 }]);
    expect(lost.partition).toMatchObject({ stored: GOOD + HALF, missing: HALF });
    expect(lost.exitCode).toBe(3);
    await cluster.pipeline(['up']);
  },
);
