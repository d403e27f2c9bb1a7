import { chownSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../../base/private-folder.ts';
import { database } from '../../target/embedded.ts';
import { readSecrets } from '../../target/secrets.ts';
import type { Service, Site } from '../service.ts';
import { command, linkLibraries, nobody } from './postgres-programs.ts';
import { runToEnd } from './run-to-end.ts';

const dataFolder = (site: Site) => join(site.home.data, 'postgres');
const passwordFile = (site: Site) => join(site.home.configuration, 'postgres.password');

/** PostgreSQL with one database and one user, whose password is the secret PG_PASSWORD. */
export const postgres: Service = {
  name: 'postgres',
  ports: { postgres: 5432 },
  after: [],
  // The usual signal would wait until every client has gone.
  ending: 'SIGINT',
  optional: true,
  jars: [],
  sources: [],

  launch: (site) => ({
    command: command('postgres', [
      ...['-D', dataFolder(site), '-p', String(site.port('postgres')), '-h', '127.0.0.1', '-k', ''],
      ...['-c', 'max_connections=50', '-c', 'log_checkpoints=off', '-c', 'timezone=UTC', '-c', 'log_timezone=UTC'],
    ]),
    environment: {},
    files: { [passwordFile(site)]: readSecrets(site.home.secrets).PG_PASSWORD ?? '' },
  }),

  async prepare(site) {
    await initialize(site);
    await runToEnd(
      {
        command: command('postgres', ['--single', '-j', '-D', dataFolder(site), 'postgres']),
        environment: {},
        input: accountStatement(readSecrets(site.home.secrets).PG_PASSWORD ?? ''),
      },
      'Setting the password of PostgreSQL',
    );
  },

  async ready(site) {
    const { answers } = await import('../../clients/postgres/client.ts');
    const password = readSecrets(site.home.secrets).PG_PASSWORD ?? '';
    return answers({ host: '127.0.0.1', port: site.port('postgres'), user: database, password, database });
  },
};

/** The password is the secret's as it is now, whatever it was when the data folder was made. */
const accountStatement = (password: string) =>
  `ALTER ROLE "${database}" PASSWORD '${password.replaceAll("'", "''")}';\n\n`;

/** Makes the data folder once; one that was cut short is made again. */
async function initialize(site: Site): Promise<void> {
  const folder = dataFolder(site);
  linkLibraries();
  if (existsSync(folder)) return;
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  makePrivateFolder(draft);
  if (process.getuid?.() === 0) chownSync(draft, nobody, nobody);
  const args = [
    ...['-D', draft, `--username=${database}`, `--pwfile=${passwordFile(site)}`, '--auth=scram-sha-256'],
    ...['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-sync', '--no-instructions'],
  ];
  await runToEnd({ command: command('initdb', args), environment: {} }, 'Making the data folder of PostgreSQL');
  await runToEnd(
    {
      command: command('postgres', ['--single', '-j', '-D', draft, 'postgres']),
      environment: {},
      input: `CREATE DATABASE "${database}";\n\n`,
    },
    'Making the database of PostgreSQL',
  );
  renameSync(draft, folder);
}
