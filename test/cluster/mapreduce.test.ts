import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newDirectory, type RunOptions, run as runOn } from './harness.ts';
import { yarnTroubles } from './yarn-troubles.ts';

/** A cluster of their own: at rest, YARN would go on taking a tenth of a processor from all tests that follow. */
const home = newDirectory();
const run = (args: readonly string[], options: RunOptions = {}) => runOn(args, { ...options, home });

const name = 'counted';
const directory = newDirectory();
const file = join(directory, 'pipeline.yaml');
const yaml = `
pipeline: ${name}
events:
  event:
    by: kind
    fields:
      user: string
      at: { type: integer, format: epoch-milliseconds }
      exact: { type: string, format: date-time, fraction: nanoseconds }
      readings: { values: number }
      payload: { type: string, format: base64 }
      extra?: any
    types:
      achat: { product: string, price: { type: string, format: decimal, decimals: 2 } }
      avis: { product: string }
      deconnexion: {}
    aliases: { déconnexion: deconnexion }
topics:
  ${name}: { event: event, key: user, partitions: 3 }
sinks:
  lines: { from: ${name}, hdfs: { path: /${name}/lines, format: json, compression: zstd, roll: { every: 1s } } }
  columns: { from: ${name}, hdfs: { path: /${name}/columns, format: parquet, layout: by-type, by: user, partitionColumns: drop, coordinates: [partition, offset, topic, timestamp, key, headers], roll: { every: 1s } } }
  records: { from: ${name}, hdfs: { path: /${name}/records, format: avro, compression: zstd, layout: by-type, roll: { every: 1s } } }
jobs:
  byType: { from: sinks.lines, mapreduce: { count: true, by: kind }, run: manual }
  sales: { from: sinks.records, mapreduce: { sum: price, by: product, type: achat }, run: manual }
  users: { from: sinks.columns, mapreduce: { sum: price, by: user }, run: manual }
  words: { from: /${name}/texts, mapreduce: { count: words, reducers: 2, split: 64KiB }, run: manual }
`;

/** Event `n`: prices that no sum of doubles gets right. */
function event(n: number): string {
  const user = `user${n % 7}`;
  const product = `p${n % 3}`;
  const time = { at: 1_767_225_600_000 + n, exact: `2026-01-01T00:00:00.${String(n).padStart(9, '0')}Z` };
  const common = { user, ...time, readings: { pm10: n, o3: -0.5 }, payload: 'AP8=', extra: n % 2 ? [n] : { n } };
  if (n % 4 === 0) return JSON.stringify({ kind: 'avis', ...common, product });
  if (n % 4 === 1) return JSON.stringify({ kind: n % 8 === 1 ? 'déconnexion' : 'deconnexion', ...common });
  return JSON.stringify({ kind: 'achat', ...common, product, price: `${n % 10}.1` });
}

const count = 2000;
const all = Array.from({ length: count }, (_, n) => n);

/** What the jobs must find, in cents. */
function sales(product: string): readonly [string, string, string] {
  const sold = all.filter((n) => n % 4 > 1 && `p${n % 3}` === product);
  const cents = sold.reduce((sum, n) => sum + 10 + (n % 10) * 100, 0);
  return [product, String(sold.length), String(cents / 100)];
}

/** The same by user, whom only the names of directories hold. */
function ofUser(user: number): readonly [string, string, string] {
  const sold = all.filter((n) => n % 4 > 1 && n % 7 === user);
  return [`user${user}`, String(sold.length), String(sold.reduce((sum, n) => sum + 10 + (n % 10) * 100, 0) / 100)];
}

const job = (own: string, ...more: string[]) => run(['jobs', 'run', `${name}.${own}`, file, ...more]);
const byKey = (rows: readonly (readonly string[])[]) => rows.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));

beforeAll(async () => {
  const up = await run(['up']);
  expect(up.exitCode, up.stderr).toBe(0);
  await writeFile(file, yaml);
  const applied = await run(['apply', file]);
  expect(applied.exitCode, applied.stderr).toBe(0);
  const input = all.map(event).join('\n');
  expect((await run(['produce', name, '--key', 'user'], { input })).exitCode).toBe(0);
  const verified = await run(['verify', file, '--wait', '180s']);
  expect(verified.exitCode, verified.stdout).toBe(0);
});

afterAll(async () => {
  await run(['down', '--data', '--yes']);
  rmSync(home, { recursive: true, force: true });
});

test('without YARN a job runs on this machine, and says so; without input it says how to bring some', async () => {
  const nothing = await job('words');
  expect([nothing.exitCode, nothing.stderr]).toEqual([
    1,
    expect.stringContaining(`There is no file at /${name}/texts`),
  ]);
  expect(nothing.stderr).toContain('pipeline hdfs text');

  const absent = join(directory, 'absent.yaml');
  await writeFile(absent, yaml.replaceAll(name, `${name}-absent`));
  const idle = await run(['jobs', 'run', `${name}-absent.byType`, absent, '-o', 'json']);
  expect(idle.exitCode).toBe(1);
  expect(JSON.parse(idle.stdout).error).toMatchObject({
    message: `Nothing is committed yet by ${name}-absent.lines`,
    hint: expect.stringContaining('pipeline apply'),
  });

  const made = await run(['hdfs', 'text', `/${name}/texts/a.txt`, '--size', '300KB', '--words', '1234']);
  expect(made.exitCode, made.stderr).toBe(0);
  const ran = await job('words', '-o', 'json');
  expect(ran.exitCode, ran.stderr).toBe(0);
  expect(ran.stderr).toContain('YARN is not up');
  const result = JSON.parse(ran.stdout);
  expect(result).toMatchObject({ ranOn: 'this machine', application: null, totals: { 'distinct words': 1234 } });
  expect(result.bytes).toBeGreaterThanOrEqual(300_000);
});

test('on YARN counts by type and sums by product are those of the events, and are kept', async () => {
  const up = await run(['up', '--with', 'yarn']);
  expect(up.exitCode, up.stderr).toBe(0);
  expect(up.stdout).toMatch(/^resourcemanager +127\.0\.0\.1:\d+$/m);

  const [types, sums, users] = await Promise.all(['byType', 'sales', 'users'].map((own) => job(own, '-o', 'json')));
  for (const ran of [types, sums, users]) expect(ran?.exitCode, ran?.stderr).toBe(0);
  const counted = JSON.parse(types?.stdout ?? '');
  expect(counted).toMatchObject({
    ranOn: 'YARN',
    application: expect.stringMatching(/^application_/),
    totals: { records: count, unreadable: 0 },
  });
  expect(byKey(counted.rows)).toEqual([
    ['achat', '1000'],
    ['avis', '500'],
    ['deconnexion', '500'],
  ]);
  expect(byKey(JSON.parse(sums?.stdout ?? '').rows)).toEqual([sales('p0'), sales('p1'), sales('p2')]);
  expect(byKey(JSON.parse(users?.stdout ?? '').rows)).toEqual([0, 1, 2, 3, 4, 5, 6].map(ofUser));

  const status = await run(['jobs', 'status', `${name}.byType`, file, '-o', 'json']);
  expect(JSON.parse(status.stdout)).toMatchObject({ state: 'FINISHED', result: { rows: counted.rows } });
  const shown = await run(['jobs', 'status', `${name}.sales`, file]);
  expect(shown.stdout).toContain('an independent count of the same files finds the same 3 groups');
});

yarnTroubles(home);
