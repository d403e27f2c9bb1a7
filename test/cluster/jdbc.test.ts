import { execFileSync } from 'node:child_process';
import { existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeOf } from '../../src/target/home.ts';
import { readRecord } from '../../src/target/record.ts';
import { ask } from './database.ts';
import { eventually, newDirectory, type Ran, run, testContext, uniqueName } from './harness.ts';
import { proofOf } from './proof.ts';

const home = () => homeOf(testContext());
const postgresProcess = () => {
  const found = readRecord(home().record).processes.find(({ name }) => name === 'postgres');
  if (found === undefined) throw new Error('no PostgreSQL runs');
  return found;
};

describe('PostgreSQL of the embedded cluster', () => {
  beforeAll(() => truncateSync(postgresProcess().log, 21 * 2 ** 20));

  test('speaks UTF-8 and UTC, and stores nothing that another could read', async () => {
    expect(await ask("SELECT current_setting('server_encoding'), current_setting('TimeZone'), length('déçu')")).toEqual(
      [['UTF8', 'UTC', '4']],
    );
    expect(await ask('SELECT 0.1::double precision, 12345678901234567890.10::numeric')).toEqual([
      ['0.1', '12345678901234567890.10'],
    ]);
    await expect(ask('SELECT 1', { password: 'wrong' })).rejects.toThrow(/password authentication failed/);
  });

  test('is no process of root', () => {
    const owner = execFileSync('ps', ['-o', 'user=', '-p', String(postgresProcess().pid)], { encoding: 'utf8' });
    expect(owner.trim()).not.toBe('root');
  });

  test('is named when it died, keeps its rows, and takes a password that was changed meanwhile', async () => {
    await ask('CREATE TABLE kept AS SELECT 42 AS answer');
    const before = postgresProcess();
    process.kill(before.pid, 'SIGKILL');
    await expect(ask('SELECT 1')).rejects.toThrow(/does not answer/);
    const ps = await run(['ps']);
    expect(ps.stdout).toMatch(/postgres .*died/);
    expect(ps.exitCode).toBe(3);
    expect((await run(['secret', 'set', 'PG_PASSWORD'], { input: "an'other" })).exitCode).toBe(0);
    expect((await run(['up'])).exitCode).toBe(0);
    expect(postgresProcess().pid).not.toBe(before.pid);
    expect(await ask('SELECT answer FROM kept', { password: "an'other" })).toEqual([['42']]);
    await ask('DROP TABLE kept');
    expect(existsSync(`${home().data}/postgres.draft`)).toBe(false);
  });

  test('has a log that the host of the jobs keeps small', async () => {
    const { log } = postgresProcess();
    // The copy is there before the log is emptied.
    await eventually('the log is emptied', async () => statSync(log).size < 2 ** 20 || undefined);
    expect(statSync(`${log}.1`).size).toBeGreaterThanOrEqual(21 * 2 ** 20);
  });
});

describe('a sink of rows', () => {
  const name = uniqueName('caisse');
  const [database, events, clients] = [name, `${name}-ventes`, `${name}-clients`];
  const directory = newDirectory();
  const file = join(directory, 'caisse.yaml');
  const url = `jdbc:postgresql://\${cluster:postgres}/${database}`;
  const yaml = (price = 2, more = '') => `pipeline: ${name}
events:
  vente:
    by: kind
    timezone: Europe/Paris
    fields: { at: { type: string, format: local-date-time }, user: string${more} }
    types:
      achat: { product: string, price: { type: number, decimals: ${price} }, weight: number? }
      panier: { products: { items: string } }
topics:
  ${events}: { event: vente, key: user, partitions: 2 }
  ${clients}: { event: vente, key: user, partitions: 2 }
sinks:
  base: { from: ${events}, jdbc: { url: "${url}", table: ventes } }
  types: { from: ${events}, jdbc: { url: "${url}", table: "ventes_{type}", layout: by-type } }
  dernier: { from: ${clients}, jdbc: { url: "${url}", table: clients, mode: upsert, key: user } }
`;
  const count = 300;
  const event = (n: number) => {
    const common = {
      at: `2026-0${1 + (n % 9)}-11T0${n % 10}:30:00.${String((n * 7919) % 1_000_000).padStart(6, '0')}`,
      user: `u${n % 7}`,
    };
    return n % 2 === 0
      ? { ...common, kind: 'achat', product: `l"é${n}`, price: 0.1 + (n % 5), weight: n / 3, more: { n: [n, null] } }
      : { ...common, kind: 'panier', products: ['a', `b${n}`] };
  };
  const lines = [
    ...Array.from({ length: count }, (_, n) => JSON.stringify(event(n))),
    '{"at":"2026-01-01T00:00:00","user":"u1","kind":"achat","product":"x","price":"five"}',
    '{"at":"2026-01-01T00:00:00","user":"u1","kind":"achat","product":"\\u0000","price":5}',
  ].join('\n');

  const well = ({ exitCode, stdout, stderr }: Ran) => {
    expect(exitCode, stdout + stderr).toBe(0);
    return stderr;
  };
  const query = (statement: string) => ask(statement, { database });
  const findings = async () => {
    const { proof, exitCode } = await proofOf(directory, [file], { deep: true });
    expect(exitCode).toBe(proof.ok ? 0 : 3);
    const failing = proof.sinks.flatMap((sink) =>
      sink.findings.filter(({ failure }) => failure).map((one) => ({ ...one, sink: sink.sink })),
    );
    return failing.map(
      ({ sink, kind, topic, partition, range }) =>
        `${sink.slice(name.length + 1)} ${kind} ${topic?.slice(name.length + 1)}-${partition} ${range?.from}-${range?.to}`,
    );
  };

  beforeAll(async () => {
    writeFileSync(file, yaml());
    expect(well(await run(['apply', file]))).toContain(`Created database ${database}`);
    for (const topic of [events, clients]) well(await run(['produce', topic, '--key', 'user'], { input: lines }));
  });
  afterAll(async () => {
    well(await run(['delete', name, '--purge', '--yes']));
    expect(await query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")).toEqual([['0']]);
    await ask(`DROP DATABASE "${database}"`);
  });

  test('holds every record, typed, or its dead letter, and is proven', async () => {
    const { proof, exitCode } = await proofOf(directory, [file], { deep: true, wait: 60_000 });
    expect(proof.sinks.map(({ sink, ok, tables }) => [sink, ok, tables])).toEqual([
      [`${name}.base`, true, 1],
      [`${name}.dernier`, true, 1],
      [`${name}.types`, true, 2],
    ]);
    expect(exitCode).toBe(0);
    expect(await query('SELECT count(*) FROM ventes')).toEqual([[String(count)]]);
    expect(await query('SELECT count(*) FROM clients')).toEqual([['7']]);
    expect(await query("SELECT price, at, _rest FROM ventes WHERE product = 'l\"é2'")).toEqual([
      ['2.10', '2026-03-11 01:30:00.015838+00', '{"more": {"n": [2, null]}}'],
    ]);
    const again = await run(['apply', file]);
    well(again);
    expect(again.stdout + again.stderr).toContain('Nothing to change');
  });

  test('is refused at plan where its tables cannot take what the event says', async () => {
    writeFileSync(file, yaml(3, ', new: integer'));
    const { stdout, stderr, exitCode } = await run(['plan', file]);
    writeFileSync(file, yaml());
    expect(exitCode).toBe(1);
    expect(stdout + stderr).toContain('`price` is numeric(18,3) by the event, and numeric(18,2) in table ventes');
    expect(stdout + stderr).toContain('`new` is bigint by the event and in every record');
    expect(stdout + stderr).toContain(`${name}.base writes the table`);
  });

  /** Tells a lie in one table, and takes it back whatever comes of it. */
  async function lie(table: string, statement: string): Promise<readonly string[]> {
    const [key = []] = await query(
      `SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = '${table}'::regclass AND contype = 'p'`,
    );
    await query(`CREATE TABLE truth AS SELECT * FROM ${table}`);
    await query(`ALTER TABLE ${table} DROP CONSTRAINT ${key[0]}`);
    try {
      await query(statement);
      return await findings();
    } finally {
      await query(`DELETE FROM ${table}`);
      await query(`INSERT INTO ${table} SELECT * FROM truth`);
      await query(`ALTER TABLE ${table} ADD CONSTRAINT ${key[0]} ${key[1]}`);
      await query('DROP TABLE truth');
    }
  }

  test.each([
    ['ventes', 'DELETE FROM ventes WHERE _partition = 0 AND _offset = 5', ['base missing ventes-0 5-6']],
    [
      'ventes',
      "UPDATE ventes SET at = at + interval '1 microsecond' WHERE _partition = 0 AND _offset = 3",
      ['base changed ventes-0 3-4'],
    ],
    [
      'ventes',
      'UPDATE ventes SET _offset = 99999 WHERE _partition = 0 AND _offset = 5',
      ['base missing ventes-0 5-6', 'base foreign-row ventes-0 99999-100000'],
    ],
    [
      'ventes',
      'INSERT INTO ventes SELECT * FROM ventes WHERE _partition = 0 AND _offset = 5',
      ['base duplicate ventes-0 5-6'],
    ],
    [
      'ventes',
      'INSERT INTO ventes SELECT * FROM ventes WHERE _partition = 0 AND _offset IN (1, 2, 6);' +
        'DELETE FROM ventes WHERE _partition = 0 AND _offset IN (0, 4, 5)',
      ['0-1', '4-5', '5-6']
        .map((range) => `base missing ventes-0 ${range}`)
        .concat(['1-2', '2-3', '6-7'].map((range) => `base duplicate ventes-0 ${range}`)),
    ],
    [
      'ventes',
      `UPDATE ventes SET _rest = '{"more": {"n": [0, 1]}}' WHERE product = 'l"é2'`,
      [expect.stringMatching(/^base changed ventes-/)],
    ],
    [
      'ventes_panier',
      `INSERT INTO ventes_panier SELECT _partition, _offset, at, "user", kind, '[]' FROM ventes_achat LIMIT 1`,
      [expect.stringMatching(/^types duplicate ventes-/)],
    ],
    [
      'clients',
      'INSERT INTO clients SELECT * FROM clients WHERE "user" = \'u3\'',
      [expect.stringMatching(/^dernier duplicate clients-/)],
    ],
    ['clients', 'DELETE FROM clients WHERE "user" = \'u1\'', [expect.stringMatching(/^dernier missing clients-/)]],
    [
      'clients',
      "UPDATE clients SET kind = 'x' WHERE \"user\" = 'u2'",
      [expect.stringMatching(/^dernier changed clients-/)],
    ],
    [
      'clients',
      'UPDATE clients SET "user" = \'nobody\' WHERE "user" = \'u2\'',
      [expect.stringMatching(/^dernier foreign-row /), expect.stringMatching(/^dernier missing /)],
    ],
    [
      '_pipeline_offsets',
      "UPDATE _pipeline_offsets SET next_offset = 3 WHERE sink LIKE '%.base' AND partition = 0",
      [expect.stringMatching(/^base broken-ranges ventes-0 3-/)],
    ],
    [
      '_pipeline_offsets',
      "UPDATE _pipeline_offsets SET next_offset = next_offset + 5 WHERE sink LIKE '%.base' AND partition = 0",
      [expect.stringMatching(/^base broken-ranges ventes-0 /)],
    ],
    [
      '_pipeline_ranges',
      "UPDATE _pipeline_ranges SET rows = rows + 1 WHERE sink LIKE '%.dernier' AND partition = 0",
      [expect.stringMatching(/^dernier duplicate clients-0 0-/)],
    ],
    [
      '_pipeline_ranges',
      "UPDATE _pipeline_ranges SET lost = 'nothing' WHERE sink LIKE '%.base' AND partition = 0",
      [expect.stringMatching(/^base foreign-row ventes-0 0-1/)],
    ],
    [
      '_pipeline_ranges',
      "DELETE FROM _pipeline_ranges WHERE sink LIKE '%.dernier' AND partition = 0",
      [expect.stringMatching(/^dernier broken-ranges /)],
    ],
    [
      '_pipeline_dead',
      "UPDATE _pipeline_dead SET \"offset\" = 0 WHERE sink LIKE '%.dernier' AND reason LIKE 'price%'",
      [expect.stringMatching(/^dernier dead-letter-missing /)],
    ],
  ])('a lie in %s is found: %s', async (table, statement, expected) => {
    expect(await lie(table, statement)).toEqual(expect.arrayContaining(expected));
    expect(await findings()).toEqual([]);
  });
});
