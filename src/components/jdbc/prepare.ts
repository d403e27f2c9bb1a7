import { ServiceError } from '../../base/errors.ts';
import type { Stores } from '../../store/location.ts';
import type { DeployedSink } from '../kind.ts';
import { databaseOf } from './access.ts';
import { quoted } from './tables.ts';
import { parseDatabaseUrl } from './url.ts';

/** The database that every server of PostgreSQL has. */
const maintenance = 'postgres';

/** Creates the database where the server has none of its name, as apply creates topics; tables are the sink's work. */
export async function prepare(
  sink: Pick<DeployedSink, 'name' | 'config'>,
  stores: Stores,
): Promise<string | undefined> {
  const name = parseDatabaseUrl(sink.config['jdbc.url'] ?? '')?.database ?? '';
  try {
    await databaseOf(sink, stores).using(async () => undefined);
    return undefined;
  } catch (error) {
    if (!(error instanceof ServiceError) || !error.message.includes('SQLSTATE 3D000')) throw error;
  }
  await databaseOf(sink, stores, maintenance).using((postgres) => postgres.rows(`CREATE DATABASE ${quoted(name)}`));
  return `database ${name}`;
}
