import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { openClients } from '../../src/clients/clients.ts';
import { s3Client } from '../../src/clients/s3/client.ts';
import { s3Credentials } from '../../src/clients/s3/credentials.ts';
import { provableSink } from '../../src/components/kinds.ts';
import { Stores } from '../../src/store/location.ts';
import { loadCluster } from '../../src/target/load.ts';
import { prove } from '../../src/verbs/shared/prove.ts';
import { newDirectory, testContext, uniqueName } from '../cluster/harness.ts';
import { heal, pipeline } from './harness.ts';
import { killAt } from './kill-points.ts';

const directory = newDirectory();
const context = testContext();
const cluster = () => loadCluster('embedded', context, false);
const GOOD = 200;
const HALF = 100;

/** A pipeline of one partition whose sink stands in `store`. */
async function declare(name: string, store: string): Promise<void> {
  const file = join(directory, `${name}.yaml`);
  const yaml = `
pipeline: ${name}
topics:
  ${name}: { partitions: 1 }
sinks:
  lake: { from: ${name}, ${store}: { path: /${name}, format: json, roll: { every: 1s } } }
`;
  writeFileSync(file, yaml);
  await pipeline(['apply', file]);
}

/** What verify says of the sink, also while its worker is dead and Connect cannot tell the sink's configuration. */
async function verify(name: string, store: 'hdfs' | 's3', wait?: number) {
  const addresses = await cluster();
  const clients = openClients(addresses, context, false);
  try {
    const config = {
      'connector.class': 'pipeline.connect.filesystem.FilesystemSinkConnector',
      path: `${store}:/${name}`,
      format: 'json',
    };
    const sink = await provableSink(
      { name: `${name}.lake`, config, topics: [name], live: true },
      new Stores(addresses, context),
    );
    const settings = { context, clients, cluster: addresses, wait, deep: false, full: false };
    const { ok, sinks } = await prove([sink], settings);
    return { ok, findings: sinks[0]?.findings ?? [], partition: sinks[0]?.partitions[0] };
  } finally {
    await clients.close();
  }
}

const produce = (topic: string, from: number, count: number) =>
  pipeline(['produce', topic], Array.from({ length: count }, (_, i) => `{"n":${from + i}}`).join('\n'));

/** Takes away what the newest commit has written and not yet shown to readers. */
const lose = {
  hdfs: async (name: string) => {
    const { store, path } = await new Stores(await cluster(), context).locate(`hdfs:/${name}/_tmp`);
    expect(await store.remove(path, true)).toBe(true);
  },
  s3: async (name: string) => {
    const { s3 } = await cluster();
    if (s3 === undefined) throw new Error('the cluster has no S3');
    const client = await s3Client(s3, await s3Credentials(s3, context.environment));
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
    const name = uniqueName(`half-${store}`);
    await declare(name, store);
    await produce(name, 0, GOOD);
    expect(await verify(name, store, 90_000)).toMatchObject({ ok: true, findings: [], partition: { stored: GOOD } });

    await killAt('link-checked', () => produce(name, GOOD, HALF));
    const halfDone = await verify(name, store);
    expect(halfDone.findings).toMatchObject([{ kind: 'in-progress', failure: false, topic: name, partition: 0 }]);
    expect(halfDone.partition).toMatchObject({ records: GOOD, stored: GOOD, missing: 0, lag: HALF });
    expect(halfDone.ok).toBe(true);
    const waited = await verify(name, store, 3_000);
    expect(waited.findings.map(({ kind }) => kind).sort()).toEqual(['behind', 'in-progress']);
    expect(waited.ok).toBe(false);

    await heal();
    const finished = await verify(name, store, 90_000);
    expect(finished.findings).toEqual([]);
    expect(finished.partition).toMatchObject({ stored: GOOD + HALF, missing: 0, lag: 0 });

    await killAt('link-checked', () => produce(name, GOOD + HALF, HALF));
    await lose[store](name);
    const lost = await verify(name, store);
    expect(lost.findings).toMatchObject([{ kind: 'file-missing', failure: true, topic: name, partition: 0 }]);
    expect(lost.partition).toMatchObject({ stored: GOOD + HALF, missing: HALF });
    expect(lost.ok).toBe(false);
    await heal();
    await pipeline(['delete', name, '--purge', '--yes']);
  },
);
