import { expect, test } from 'vitest';
import type { DesiredState } from '../../../src/pipeline/compile/desired.ts';
import { missingServices } from '../../../src/pipeline/plan/refusals.ts';
import type { ClusterAddresses } from '../../../src/target/addresses.ts';

const nothing: ClusterAddresses = {
  name: 'bare',
  connect: { url: 'http://connect.invalid' },
  kafka: { bootstrapServers: 'kafka.invalid:9092' },
  services: { 'weather-api': 'http://weather-api.invalid' },
  secrets: { provider: 'file', path: '/secrets' },
  defaults: { partitions: 1, replication: 1 },
  vars: {},
};
const everything: ClusterAddresses = {
  ...nothing,
  hdfs: { uri: 'hdfs://hdfs.invalid', webhdfs: 'http://webhdfs.invalid', user: 'pipeline', dataNodeHosts: [] },
  s3: { endpoint: 'http://s3.invalid', region: 'x', bucket: 'x', pathStyle: true },
  postgres: { address: 'postgres.invalid:5432' },
  registry: { url: 'http://registry.invalid' },
};
const needs = ['connect', 'hdfs', 'kafka', 'postgres', 'registry', 's3', 'weather-api', 'webhdfs'];
const desired: DesiredState = {
  needs,
  ...{ pipelines: [], topics: [], connectors: [], jobs: [], manualJobs: [], checks: [] },
};

test('what a cluster has is not missing, whichever service it is', () => {
  expect(missingServices(desired, everything)).toEqual([]);
  expect(missingServices(desired, nothing)).toEqual(['hdfs', 'postgres', 'registry', 's3', 'webhdfs']);
});
