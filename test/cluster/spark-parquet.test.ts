import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Proof } from '../../src/verify/proof.ts';
import { eventually, run, uniqueName } from './harness.ts';
import { done, driverOf, filesIn, jobBecomes, json, records, upWithSpark } from './spark-jobs.ts';

beforeAll(upWithSpark);

describe('topics stored as Parquet', () => {
  const name = uniqueName('sparkparquet').replace('-', '');
  const yaml = (count: number, every: string) => `
pipeline: ${name}
events:
  click:
    fields: { timestamp: { type: string, format: date-time }, user_id: integer, seconds: { type: number, decimals: 2, minimum: 0 } }
topics: { ${name}: { event: click, key: user_id, partitions: 3 } }
sources:
  clicks:
    to: ${name}
    datagen: { rate: 1500/s, count: ${count}, seed: 3, fields: { user_id: { ids: [1, 50] }, seconds: { range: [0, 9] } } }
jobs:
  copy: { from: ${name}, hdfs: { path: /data/${name}, format: parquet }, spark: { every: ${every} } }
`;
  const job = `${name}.copy`;
  const verified = async () => json<Proof>(['verify', '--sink', job, '--wait', '180s']);

  test('a killed driver starts again, and nothing is missing or twice', async () => {
    const directory = filesIn({ 'p.yaml': yaml(12_000, '1s') });
    await done(['apply', 'p.yaml', '--timeout', '180s'], { directory });
    process.kill(driverOf(job), 'SIGKILL');
    const failed = await jobBecomes(job, ({ condition, restarts }) => condition === 'failed' || restarts > 0);
    if (failed.condition === 'failed') expect(failed.error).toContain('was killed by SIGKILL');
    await jobBecomes(job, ({ condition, restarts }) => condition === 'running' && restarts > 0);
    await eventually('all events', async () => (await records(name)).length === 12_000 || undefined);
    const { ok, sinks } = await verified();
    const sum = (of: 'records' | 'stored' | 'missing' | 'duplicates') =>
      sinks[0]?.partitions.reduce((total, one) => total + one[of], 0);
    expect({
      ok,
      records: sum('records'),
      stored: sum('stored'),
      missing: sum('missing'),
      twice: sum('duplicates'),
    }).toEqual({
      ok: true,
      records: 12_000,
      stored: 12_000,
      missing: 0,
      twice: 0,
    });
    expect((await done(['plan', 'p.yaml'], { directory })).stdout).toContain(
      'Plan: 0 to add, 0 to change, 0 to destroy.',
    );
  });

  test('a changed job goes on from its checkpoint', async () => {
    const directory = filesIn({ 'p.yaml': yaml(12_000, '2s') });
    expect((await done(['plan', 'p.yaml'], { directory })).stdout).toContain(
      'Plan: 0 to add, 1 to change, 0 to destroy.',
    );
    await done(['apply', 'p.yaml', '--timeout', '180s'], { directory });
    const { ok, sinks } = await verified();
    expect([ok, sinks[0]?.partitions.reduce((total, { stored }) => total + stored, 0)]).toEqual([true, 12_000]);
  });

  test('verify names a file that is gone, and tells one that is not listed', async () => {
    await done(['jobs', 'stop', job]);
    const listed = await json<{ path: string }[]>(['hdfs', 'ls', `/data/${name}/${name}`]);
    const [file = ''] = listed.map(({ path }) => path).filter((path) => path.endsWith('.parquet'));
    await done(['hdfs', 'get', file, join(filesIn({}), 'copy.parquet')]);
    await done(['hdfs', 'rm', file, '--yes']);
    const proof = await json<Proof>(['verify', '--sink', job]);
    expect(proof.ok).toBe(false);
    expect(new Set(proof.sinks[0]?.findings.map(({ kind }) => kind))).toEqual(new Set(['file-missing', 'missing']));
  });

  test('a purge ends the driver before it takes files, list, checkpoint and topic', async () => {
    await done(['jobs', 'run', job]);
    await jobBecomes(job, ({ condition }) => condition === 'running');
    const purged = await json<{ purged: { topics: string[]; directories: string[] } }>([
      ...['delete', name, '--purge', '--yes'],
    ]);
    expect(() => driverOf(job)).toThrow('has no driver');
    expect(purged).toMatchObject({
      purged: { topics: [name], directories: [`hdfs:/data/${name}/${name}`, `hdfs:/pipeline/checkpoints/${job}`] },
    });
    for (const path of [`/data/${name}`, `/pipeline/checkpoints/${job}`]) {
      expect((await run(['hdfs', 'ls', path])).stderr).toContain('no such');
    }
    expect((await done(['topics', 'list', '-o', 'json'])).stdout).not.toContain(`"${name}"`);
  });
});
