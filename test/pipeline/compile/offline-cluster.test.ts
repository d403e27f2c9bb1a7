import { join } from 'node:path';
import { expect, test } from 'vitest';
import { offlineCluster } from '../../../src/pipeline/compile/offline-cluster.ts';
import { contextIn } from '../../language/reading.ts';

const context = contextIn(join(import.meta.dirname, '../../..'));

test('a cluster of config/clusters/ needs no credentials when nobody is spoken to', async () => {
  const { name, connect } = await offlineCluster('example', context);
  expect([name, connect.url]).toEqual(['example', 'https://connect.example.com:8083']);
});

test('the embedded cluster need not run: every service has a placeholder', async () => {
  const nowhere = { ...context, environment: { PIPELINE_HOME: '/nowhere' } };
  const { hdfs, s3, services, defaults } = await offlineCluster('embedded', nowhere);
  expect([hdfs?.uri, s3?.endpoint, services['weather-api']]).toEqual([
    'hdfs://hdfs.invalid',
    'http://s3.invalid',
    'http://weather-api.invalid',
  ]);
  expect(defaults).toEqual({ partitions: 3, replication: 1 });
});

test('a registry that Compose would start is none until it answers', async () => {
  const { registry, compose } = await offlineCluster('compose', context);
  expect(registry).toBeUndefined();
  expect(compose?.file).toMatch(/docker-compose\.yml$/);
});
