import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCluster } from '../../src/target/load.ts';
import { declaredChecks } from '../../src/verbs/acceptance/declared-checks.ts';
import { stored } from '../../src/verbs/acceptance/stored.ts';
import { loadDesired } from '../../src/verbs/shared/desired.ts';
import { ask } from './database.ts';
import { newDirectory, run, testCluster, testContext, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';
import { filesInHdfs, recordsOf } from './stored-lines.ts';

const options = { cluster: 'embedded', output: 'text', var: {}, insecure: false } as const;

describe('topics by pattern', () => {
  const name = uniqueName('copies');
  const topic = (end: string) => `${name}.${end}`;
  const directory = newDirectory();
  const yaml = `pipeline: ${name}
events: { row: { fields: { id: integer, name: string } } }
sinks:
  lake:
    from: { pattern: '(?!.*secret)${name}\\..*', event: row }
    hdfs: { path: /${name}, format: parquet, roll: { every: 1s } }
    tasks: 2
  base:
    from: { pattern: '${name}\\.(orders|late)', event: row }
    jdbc: { url: "jdbc:postgresql://\${cluster:postgres}/${name}", table: "{topic}" }
`;

  const succeeds = async (args: readonly string[], input = '') => {
    const ran = await run(args, { directory, input });
    expect(ran.exitCode, ran.stderr).toBe(0);
    return ran;
  };

  /** A topic with records that are there before any sink can have found it. */
  const fill = async (end: string, partitions: number, records: number) => {
    await succeeds(['topics', 'create', topic(end), '--partitions', String(partitions)]);
    const lines = Array.from({ length: records }, (_, id) => JSON.stringify({ id, name: `${end} ${id}` }));
    await succeeds(['produce', topic(end), '--key', 'id'], `${lines.join('\n')}\n`);
  };

  const prove = async () => {
    const { proof, exitCode } = await proofOf(directory, ['copies.yaml'], { deep: true, wait: 120_000 });
    const counts = proof.sinks.map(({ sink, partitions }) => {
      const byTopic = Map.groupBy(partitions, (one) => one.topic);
      const sums = [...byTopic].map(([of, all]) => [of, all.length, all.reduce((sum, { stored }) => sum + stored, 0)]);
      return [sink, sums];
    });
    const findings = proof.sinks.flatMap(({ sink, findings }) => findings.map((one) => ({ sink, ...one })));
    return { exitCode, findings, counts: Object.fromEntries(counts) };
  };

  /** Names of the records in the files below the sink's path, and in a table, read without any code of the product. */
  const inFiles = async (end: string) => {
    const { addresses } = testCluster();
    const files = await filesInHdfs(addresses.hdfs?.webhdfs ?? '', `/${name}/${topic(end)}`);
    const records = await Promise.all(files.map(([path, content]) => recordsOf(path, content)));
    return records.flat().map(({ name }) => String(name));
  };
  const inTable = async (end: string) =>
    (await ask(`SELECT name FROM "${topic(end)}"`, { database: name })).map(([text]) => text);

  const expected = (end: string, records: number) => Array.from({ length: records }, (_, id) => `${end} ${id}`).sort();

  beforeAll(async () => {
    writeFileSync(join(directory, 'copies.yaml'), yaml);
    const planned = await succeeds(['plan', 'copies.yaml']);
    expect(planned.stdout).toContain('no topic matches it yet');
    await fill('orders', 2, 20);
    await fill('customers', 1, 7);
    await fill('secret', 1, 3);
    await succeeds(['apply', 'copies.yaml', '--yes']);
    await fill('late', 3, 30);
  });

  afterAll(async () => {
    await run(['delete', name, '--purge', '--yes'], { directory });
  });

  test('those that come later are stored from their first record, and proven like those that were there', async () => {
    expect(await prove()).toEqual({
      exitCode: 0,
      findings: [],
      counts: {
        [`${name}.base`]: [
          [topic('late'), 3, 30],
          [topic('orders'), 2, 20],
        ],
        [`${name}.lake`]: [
          [topic('customers'), 1, 7],
          [topic('late'), 3, 30],
          [topic('orders'), 2, 20],
        ],
      },
    });
    const stored = await Promise.all([inFiles('late'), inFiles('orders'), inFiles('customers'), inFiles('secret')]);
    expect(stored.map((names) => names.sort())).toEqual([
      expected('late', 30),
      expected('orders', 20),
      expected('customers', 7),
      [],
    ]);
    expect((await inTable('late')).sort()).toEqual(expected('late', 30));
  });

  test('plan tells them, and has nothing to do for them', async () => {
    const { stdout } = await succeeds(['plan', 'copies.yaml', '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({
      changes: [],
      patterns: [
        { connector: `${name}.base`, topics: [topic('late'), topic('orders')], leftOut: [] },
        {
          connector: `${name}.lake`,
          topics: [topic('customers'), topic('late'), topic('orders')],
          leftOut: [topic('base.dead-letters'), topic('lake.dead-letters')],
        },
      ],
    });
    expect((await succeeds(['apply', 'copies.yaml', '--yes'])).stdout).toContain('Nothing to change.');
  });

  test('status, offsets and files name them', async () => {
    const status = JSON.parse((await succeeds(['status', `${name}.lake`, '-o', 'json'])).stdout);
    expect(status).toMatchObject({ lag: 0, found: { topics: [topic('customers'), topic('late'), topic('orders')] } });
    expect((await succeeds(['offsets', 'get', `${name}.lake`])).stdout).toContain(topic('late'));
    expect((await succeeds(['files', `${name}.lake`])).stdout).toContain(topic('late'));
  });

  test('the acceptance proves what a pattern means now, and says of one that finds nothing that it proved nothing', async () => {
    const file = join(directory, 'copies.yaml');
    const other = join(directory, 'other.yaml');
    const sink = (pattern: string) =>
      `from: { pattern: '${pattern}', event: row }, hdfs: { path: /${name}-other, format: json }`;
    writeFileSync(
      other,
      `pipeline: ${name}-other\nevents: { row: { fields: { id: integer } } }\nsinks: { none: { ${sink(`${name}-none.*`)} } }\n`,
    );
    writeFileSync(file, `${yaml}checks: { fresh: { sink: lake, fresherThan: 1h } }\n`);
    const stage = { context: testContext({ directory }), options, files: [file, other] };
    await succeeds(['apply', 'other.yaml', '--yes']);
    const proven = await stored(stage);
    const found = new Map(proven.checks.map((check) => [check.name, check]));
    expect(found.get(`${name}.lake`)).toMatchObject({ outcome: 'passed', expected: '57' });
    expect(found.get(`${name}.base`)).toMatchObject({ outcome: 'passed', expected: '50' });
    expect(found.get(`${name}-other.none`)).toMatchObject({ outcome: 'unproven', found: '0' });
    const cluster = await loadCluster('embedded', stage.context, false);
    const declared = await declaredChecks(stage, await loadDesired(stage.context, [file], options, cluster));
    expect(declared).toMatchObject([{ name: `${name}.fresh`, outcome: 'passed' }]);
    await succeeds(['delete', `${name}-other`, '--purge', '--yes']);
  });

  test('what is stored of one that is deleted stays, and is said not to be compared', async () => {
    await succeeds(['topics', 'delete', topic('customers'), '--yes']);
    const { exitCode, findings } = await prove();
    expect({ exitCode, findings }).toMatchObject({
      exitCode: 0,
      findings: [{ sink: `${name}.lake`, kind: 'unchecked', failure: false, topic: topic('customers') }],
    });
    expect((await succeeds(['files', `${name}.lake`])).stdout).toContain(topic('customers'));
  });

  test('purged are files and tables, and not the topics, which others made', async () => {
    await succeeds(['delete', name, '--purge', '--yes']);
    expect(await inFiles('customers')).toEqual([]);
    expect(await ask("SELECT 1 FROM pg_tables WHERE schemaname = 'public'", { database: name })).toEqual([]);
    const { stdout } = await succeeds(['topics', 'list']);
    expect(stdout).toContain(topic('late'));
    for (const sink of ['lake', 'base']) expect(stdout).not.toContain(topic(`${sink}.dead-letters`));
    await succeeds(['topics', 'delete', topic('orders'), topic('late'), topic('secret'), '--yes']);
  });
});
