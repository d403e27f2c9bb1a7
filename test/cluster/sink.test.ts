import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually, newDirectory, run, testCluster, uniqueName } from './harness.ts';
import { filesInHdfs, recordsOf } from './stored-lines.ts';

const { addresses, home } = testCluster();
const good = 3_000;

const name = uniqueName('shop');
const directory = newDirectory();
const file = join(directory, 'pipeline.yaml');
const yaml = `
pipeline: ${name}
events:
  event:
    by: kind
    timezone: Europe/Paris
    fields:
      n: integer
      at: { type: string, format: local-date-time }
      user: string
    types:
      achat: { prix: { type: number, decimals: 2 } }
      deconnexion: {}
    aliases: { déconnexion: deconnexion }
topics:
  ${name}: { event: event, key: user, partitions: 3 }
sinks:
  lines: { from: ${name}, hdfs: { path: /${name}/lines, format: json, roll: { every: 5s } } }
  columns: { from: ${name}, tasks: 3, hdfs: { path: /${name}/columns, format: parquet, layout: by-type, roll: { every: 5s } } }
  archive: { from: ${name}, s3: { path: ${name}, format: json, compression: zstd, roll: { every: 5s } } }
  records: { from: ${name}, hdfs: { path: /${name}/records, format: avro, layout: by-type, by: user, roll: { every: 5s } } }
  local: { from: ${name}, file: { path: ${directory}/local, format: parquet, time: { field: at }, roll: { every: 5s } } }
`;

function event(n: number): string {
  const common = { n, at: '2025-12-17T11:46:33.486910', user: `user${n % 7}` };
  const own = n % 2 === 0 ? { kind: 'achat', prix: n / 100 } : { kind: n % 3 === 0 ? 'déconnexion' : 'deconnexion' };
  return JSON.stringify({ ...common, ...own });
}

const bad = [{ kind: 'achat', prix: 'cher' }, { kind: 'achat', prix: 1.234 }, { kind: 'vol' }].map((own, index) =>
  JSON.stringify({ n: good + index, at: '2025-12-17T11:46:33', user: 'user1', ...own }),
);

async function localFiles(root: string, below: string): Promise<readonly (readonly [string, Buffer])[]> {
  const entries = await readdir(join(root, below), { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(files.map(async (path) => [path, await readFile(path)] as const));
}

/** Every stored record's number, once all good ones are there. */
async function numbersIn(look: () => Promise<readonly (readonly [string, Buffer])[]>): Promise<number[]> {
  return await eventually(`${good} records`, async () => {
    const records = (await Promise.all((await look()).map(([path, content]) => recordsOf(path, content)))).flat();
    return records.length < good ? undefined : records.map(({ n }) => Number(n)).sort((a, b) => a - b);
  });
}

test('every record lands once in HDFS as lines, as columns and as Avro, in S3 and in a directory; bad ones are dead letters', async () => {
  await writeFile(file, yaml);
  const applied = await run(['apply', file]);
  expect(applied.exitCode, applied.stderr).toBe(0);
  const input = [...Array.from({ length: good }, (_, n) => event(n)), ...bad].join('\n');
  expect((await run(['produce', name, '--key', 'user'], { input })).exitCode).toBe(0);

  const all = Array.from({ length: good }, (_, n) => n);
  const webhdfs = addresses.hdfs?.webhdfs ?? '';
  expect(await numbersIn(() => filesInHdfs(webhdfs, `/${name}/lines/${name}`))).toEqual(all);
  expect(await numbersIn(() => filesInHdfs(webhdfs, `/${name}/columns/${name}`))).toEqual(all);
  expect(await numbersIn(() => filesInHdfs(webhdfs, `/${name}/records/${name}`))).toEqual(all);
  expect(await numbersIn(() => localFiles(join(home, 'data', 's3', 'pipeline'), join(name, name)))).toEqual(all);
  expect(await numbersIn(() => localFiles(join(directory, 'local'), name))).toEqual(all);

  const letters = await run(['consume', `${name}.lines.dead-letters`, '--from-beginning', '--exit', '-o', 'json']);
  expect(letters.stdout.trim().split('\n')).toHaveLength(bad.length);
  expect(letters.stdout).toContain('prix: ');
});

test('columns have the types of the contract, an alias is stored as its type', async () => {
  const files = await filesInHdfs(addresses.hdfs?.webhdfs ?? '', `/${name}/columns/${name}`);
  expect(new Set(files.map(([path]) => path.split('/').at(-2)))).toEqual(new Set(['achat', 'deconnexion']));
  const records = (await Promise.all(files.map(([path, content]) => recordsOf(path, content)))).flat();
  const purchase = records.find(({ n }) => Number(n) === 150);
  expect(purchase).toMatchObject({ kind: 'achat', prix: 1.5, user: 'user3', at: new Date('2025-12-17T10:46:33.486Z') });
  expect(records.find(({ n }) => Number(n) === 3)).toMatchObject({ kind: 'deconnexion' });
});

interface Positions {
  readonly positions: readonly Readonly<Record<'partition' | 'connect' | 'commits' | 'continuesAt', number | null>>[];
}

test('an offset reset says of every partition where the sink goes on: where a commit begins', async () => {
  const connector = `${name}.lines`;
  const reset = ['offsets', 'reset', connector, '--yes'];
  await run(['stop', connector]);
  const { offsets } = JSON.parse((await run(['offsets', 'get', connector, '-o', 'json'])).stdout);
  const { partition } = offsets.find((one: { offset: { kafka_offset: number } }) => one.offset.kafka_offset > 3);
  const chosen = partition.kafka_partition;
  const inside = await run([...reset, '--topic', name, '--partition', String(chosen), '--to', '3', '-o', 'json']);
  const { positions }: Positions = JSON.parse(inside.stdout);
  expect(positions.map((one) => one.partition)).toEqual([0, 1, 2]);
  for (const { partition: number, connect, commits, continuesAt } of positions) {
    expect([connect, commits, continuesAt]).toEqual(number === chosen ? [3, 0, 0] : [connect, connect, connect]);
  }
  const again = await run([...reset, '--topic', name, '--partition', String(chosen), '--to', '3']);
  expect(again.stderr).toContain('a sink goes on where a commit begins');
  const all = await run(reset);
  expect(all.stdout).toMatch(/^PARTITION +CONNECT +COMMITS +CONTINUES AT\n/);
  for (const { partition: number } of positions) {
    expect(all.stdout).toMatch(new RegExp(`^${name}-${number} +none +0 +0$`, 'm'));
  }
  expect(all.stderr).toContain(`\`pipeline resume ${connector}\` lets it continue there.`);
  await run(['resume', connector]);
  // It replays all of it, which takes files away that the next test would look at.
  const replayed = await run(['verify', file, '--sink', connector, '--wait', '180s']);
  expect(replayed.exitCode, replayed.stdout).toBe(0);
});

test('an offset reset replays: the files of before are gone, every record is there once', async () => {
  const connector = `${name}.lines`;
  const webhdfs = addresses.hdfs?.webhdfs ?? '';
  const before = new Set((await filesInHdfs(webhdfs, `/${name}/lines/${name}`)).map(([path]) => path));
  for (const args of [
    ['stop', connector],
    ['offsets', 'reset', connector, '--yes'],
    ['resume', connector],
  ]) {
    const ran = await run(args);
    expect(ran.exitCode, ran.stderr).toBe(0);
  }
  const replayed = await eventually('the replay', async () => {
    const files = await filesInHdfs(webhdfs, `/${name}/lines/${name}`);
    if (files.some(([path]) => before.has(path))) return undefined;
    const records = (await Promise.all(files.map(([path, content]) => recordsOf(path, content)))).flat();
    return records.length < good ? undefined : records.map(({ n }) => Number(n)).sort((a, b) => a - b);
  });
  expect(replayed).toEqual(Array.from({ length: good }, (_, n) => n));
});

test('verify agrees', async () => {
  const verified = await run(['verify', file, '--deep', '--wait', '180s', '-o', 'json']);
  expect(verified.exitCode, verified.stderr).toBe(0);
  const proof: { ok: boolean; sinks: { partitions: { stored: number }[] }[] } = JSON.parse(verified.stdout);
  expect(proof.ok).toBe(true);
  const stored = proof.sinks.map(({ partitions }) => partitions.reduce((sum, { stored }) => sum + stored, 0));
  expect(stored).toEqual([good, good, good, good, good]);
});

interface CompactedFiles {
  readonly partitions: readonly {
    readonly done: boolean;
    readonly before: { files: number };
    readonly after: { files: number };
  }[];
}

test('compact replaces small files while the sinks run; verify finds the same rows', async () => {
  const more = Array.from({ length: 300 }, (_, n) => event(good + n)).join('\n');
  expect((await run(['produce', name, '--key', 'user'], { input: more })).exitCode).toBe(0);
  const waited = await run(['verify', file, '--wait', '180s']);
  expect(waited.exitCode, waited.stdout).toBe(0);
  for (const sink of ['columns', 'records', 'archive']) {
    const ran = await run(['compact', `${name}.${sink}`, '--older', '0s', '-o', 'json']);
    expect(ran.exitCode, ran.stderr).toBe(0);
    const { partitions }: CompactedFiles = JSON.parse(ran.stdout);
    const sum = (of: (one: CompactedFiles['partitions'][number]) => number) =>
      partitions.reduce((total, one) => total + of(one), 0);
    expect(sum(({ after }) => after.files)).toBeLessThan(sum(({ before }) => before.files));
  }
  const verified = await run(['verify', file, '--deep', '--full', '-o', 'json']);
  expect(verified.exitCode, verified.stdout).toBe(0);
  const proof: { sinks: { partitions: { stored: number }[] }[] } = JSON.parse(verified.stdout);
  const stored = proof.sinks.map(({ partitions }) => partitions.reduce((total, { stored }) => total + stored, 0));
  expect(new Set(stored)).toEqual(new Set([good + 300]));
});
