import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Postgres } from '../../src/clients/postgres/client.ts';
import { homeOf } from '../../src/target/home.ts';
import { readRecord } from '../../src/target/record.ts';
import { readSecrets } from '../../src/target/secrets.ts';
import { run, testCluster, testContext } from './harness.ts';

const home = () => homeOf(testContext());
const postgresProcess = () => {
  const found = readRecord(home().record).processes.find(({ name }) => name === 'postgres');
  if (found === undefined) throw new Error('no PostgreSQL runs');
  return found;
};

const access = (password = readSecrets(home().secrets).PG_PASSWORD ?? '') => {
  const [host = '', port] = (testCluster().addresses.postgres?.address ?? '').split(':');
  return { host, port: Number(port), user: 'pipeline', database: 'pipeline', password };
};

async function ask(statement: string, password?: string) {
  const postgres = await Postgres.connect(access(password));
  try {
    return await postgres.rows(statement);
  } finally {
    await postgres.close();
  }
}

describe('PostgreSQL of the embedded cluster', () => {
  test('speaks UTF-8 and UTC, and stores nothing that another could read', async () => {
    expect(await ask("SELECT current_setting('server_encoding'), current_setting('TimeZone'), length('déçu')")).toEqual(
      [['UTF8', 'UTC', '4']],
    );
    expect(await ask('SELECT 0.1::double precision, 12345678901234567890.10::numeric')).toEqual([
      ['0.1', '12345678901234567890.10'],
    ]);
    await expect(ask('SELECT 1', 'wrong')).rejects.toThrow(/password authentication failed/);
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
    expect(await ask('SELECT answer FROM kept', "an'other")).toEqual([['42']]);
    await ask('DROP TABLE kept');
    expect(existsSync(`${home().data}/postgres.draft`)).toBe(false);
  });
});
