import { Postgres, type TextRow } from '../../src/clients/postgres/client.ts';
import { homeOf } from '../../src/target/home.ts';
import { readSecrets } from '../../src/target/secrets.ts';
import { testCluster, testContext } from './harness.ts';

/** How the test cluster's PostgreSQL is reached. */
function access(database: string, password?: string) {
  const [host = '', port] = (testCluster().addresses.postgres?.address ?? '').split(':');
  const secret = () => readSecrets(homeOf(testContext()).secrets).PG_PASSWORD ?? '';
  return { host, port: Number(port), user: 'pipeline', database, password: password ?? secret() };
}

/** A session of one's own, to be closed. */
export const session = (database = 'pipeline'): Promise<Postgres> => Postgres.connect(access(database));

/** What one statement returns; the password is the secret's, unless another is given. */
export async function ask(
  statement: string,
  { database = 'pipeline', password }: { readonly database?: string; readonly password?: string } = {},
): Promise<readonly TextRow[]> {
  const postgres = await Postgres.connect(access(database, password));
  try {
    return await postgres.rows(statement);
  } finally {
    await postgres.close();
  }
}
