import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetMetadata } from 'hyparquet';
import { expect, test } from 'vitest';
import { eventually, newDirectory, run, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

const name = uniqueName('prices');
const directory = newDirectory();
const file = join(directory, 'prices.yaml');
const [quick, slow] = [`${name}.quick`, `${name}.slow`];

/** `quick` commits at once; `slow` keeps all that comes until it has 30 records. */
function declare(price: string): void {
  const sink = (path: string, roll: string) =>
    `{ from: ${name}, file: { path: ${join(directory, path)}, format: parquet, roll: ${roll} } }`;
  writeFileSync(
    file,
    `
pipeline: ${name}
events:
  sale: { fields: { n: integer, price: ${price} } }
topics:
  ${name}: { event: sale, key: n, partitions: 1 }
sinks:
  quick: ${sink('quick', '{ every: 1s }')}
  slow: ${sink('slow', '{ every: 1h, records: 30 }')}
`,
  );
}

const produce = (from: number, to: number, price: (n: number) => number) => {
  const lines = Array.from({ length: to - from }, (_, i) => JSON.stringify({ n: from + i, price: price(from + i) }));
  return done(['produce', name, '--key', 'n'], lines.join('\n'));
};

async function done(args: readonly string[], input = '') {
  const ran = await run(args, { directory, input });
  expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
  return ran.stdout;
}

/** What `verify --deep` counts of the sink that commits at once. */
async function counted() {
  const { proof, exitCode } = await proofOf(directory, [], { sink: [quick], deep: true, wait: 120_000 });
  expect(exitCode, JSON.stringify(proof)).toBe(0);
  return proof.sinks[0]?.partitions.map(({ records, stored, deadLettered }) => ({ records, stored, deadLettered }));
}

const dataFiles = (sink: string) => globSync(join(directory, sink, name, '*.parquet'));
/** What the slow sink writes aside, beside its links (docs/commit-log.md). */
const unfinished = () =>
  globSync(join(directory, 'slow', '_tmp', '**'), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(link-|owner|fold)/.test(entry.name))
    .map(({ parentPath, name: one }) => join(parentPath, one));

/** Waits until the slow sink's newest task has begun a file, of which there is `former` no longer. */
const begun = (former: readonly string[]) =>
  eventually('an unfinished file', async () => {
    const files = unfinished().filter((path) => !former.includes(path));
    return files.length > 0 ? files : undefined;
  });

const typeOf = (path: string) => {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  if (!(bytes instanceof ArrayBuffer)) throw new Error('shared memory where a file was expected');
  return parquetMetadata(bytes).schema.find((column) => column.name === 'price')?.type;
};

test('a change that breaks readers is refused with its place, and nothing is written', async () => {
  declare('integer');
  await done(['apply', file]);
  await produce(0, 10, (n) => n);
  await produce(10, 11, () => 0.5);
  expect(await counted()).toEqual([{ records: 11, stored: 10, deadLettered: 1 }]);

  declare('number');
  for (const verb of ['apply', 'plan']) {
    const refused = await run([verb, file], { directory });
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('breaking-change');
    expect(refused.stderr).toMatch(/prices\.yaml:8:3/);
    expect(refused.stderr).toMatch(/prices\.yaml:9:3/);
    expect(refused.stderr).toContain('price integer → number');
    expect(refused.stderr).toContain('--accept-breaking');
  }
  declare('integer');
  expect(await done(['plan', file])).toContain('Plan: 0 to add, 0 to change, 0 to destroy.');
});

test('accepted, it does to files, records and readers what `plan` says', async () => {
  declare('number');
  const planned = await done(['plan', file, '--accept-breaking', '-o', 'json']);
  const { changes }: { changes: { keys: { effects?: unknown[] }[] }[] } = JSON.parse(planned);
  expect(changes.map(({ keys }) => keys.flatMap(({ effects = [] }) => effects))).toEqual(
    [quick, slow].map(() => [
      {
        field: 'price',
        what: 'integer → number',
        effect: 'breaking',
        files: 'keep the former type',
        records: 'that were rejected so far are stored',
        readers: expect.objectContaining({
          duckdbUnionByName: 'converts to a type that holds both, or fails',
        }),
      },
    ]),
  );
  const former = dataFiles('quick');
  await done(['apply', file, '--accept-breaking']);
  await produce(11, 21, (n) => n + 0.5);
  await done(['deadletters', 'retry', quick]);
  expect(await counted()).toEqual([{ records: 21, stored: 21, deadLettered: 0 }]);
  const files = dataFiles('quick');
  expect(former.map(typeOf)).toEqual(former.map(() => 'INT64'));
  expect(files.filter((path) => !former.includes(path)).map(typeOf)).toContain('DOUBLE');
  expect(files).toEqual(expect.arrayContaining(former));
  const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  const list = files.map((path) => `'${path}'`).join(', ');
  const read = await duckdb.runAndReadAll(`
    SELECT n, price FROM read_parquet([${list}], union_by_name = true) ORDER BY n`);
  const price = (n: number) => (n === 10 ? 0.5 : n < 10 ? n : n + 0.5);
  expect(read.getRows()).toEqual(Array.from({ length: 21 }, (_, n) => [BigInt(n), price(n)]));
  duckdb.closeSync();
});

test('a contract that is changed and changed back makes no small files', async () => {
  let held = await begun([]);
  for (const price of ['integer', 'number', 'integer', 'number']) {
    declare(price);
    await done(['apply', file, '--accept-breaking']);
    held = await begun(held);
  }
  expect(dataFiles('slow')).toEqual([]);
  await produce(21, 30, (n) => n);
  const [only, ...more] = await eventually('the commit', async () => {
    const found = dataFiles('slow');
    return found.length > 0 ? found : undefined;
  });
  expect(more).toEqual([]);
  expect(typeOf(only ?? '')).toBe('DOUBLE');
  const { proof, exitCode } = await proofOf(directory, [], { sink: [slow], deep: true, wait: 120_000 });
  expect(exitCode, JSON.stringify(proof)).toBe(0);
  expect(proof.sinks[0]?.partitions).toMatchObject([{ records: 30, stored: 30, deadLettered: 0 }]);
  await done(['delete', name, '--purge', '--yes']);
});
