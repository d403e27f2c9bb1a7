import { describe, expect, test } from 'vitest';
import type { JobRecord } from '../../src/jobs/registry/jobs.ts';
import { findJob } from '../../src/verbs/shared/find-job.ts';

const deployed = (name: string): JobRecord => ({
  version: 1,
  name,
  pipeline: name.split('.')[0] ?? '',
  kind: 'spark',
  state: 'running',
  digest: '',
  spec: {},
});
const files = async () => ({
  jobs: [{ name: 'shop.copy' }],
  manualJobs: [{ name: 'shop.sales' }],
});
const noFiles = async (): ReturnType<typeof files> => {
  throw new Error('files were read');
};

describe('a job is called', () => {
  test('by its whole name, without files where the cluster knows it', async () => {
    expect(await findJob('shop.copy', [deployed('shop.copy')], noFiles)).toMatchObject({
      deployed: { name: 'shop.copy' },
    });
  });

  test('by its own part, whether it is deployed or only declared', async () => {
    expect(await findJob('copy', [deployed('shop.copy')], files)).toMatchObject({ deployed: { name: 'shop.copy' } });
    expect(await findJob('copy', [], files)).toMatchObject({ declared: { name: 'shop.copy' } });
    expect(await findJob('sales', [deployed('shop.copy')], files)).toMatchObject({ declared: { name: 'shop.sales' } });
  });

  test('by a part that two have: which is asked; by none: what is near is told', async () => {
    await expect(findJob('copy', [deployed('bank.copy')], files)).rejects.toThrow('Several jobs are called copy');
    await expect(findJob('shop.sale', [], files)).rejects.toMatchObject({
      hint: 'did you mean `shop.sales`? (a manual job is found in its files: name them after it)',
    });
  });
});
