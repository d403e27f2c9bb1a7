import { UsageError } from '../../base/errors.ts';
import { Postgres } from '../../clients/postgres/client.ts';
import type { Stores } from '../../store/location.ts';
import type { DeployedSink } from '../kind.ts';
import { quoted, tableSettings } from './tables.ts';
import { parseDatabaseUrl } from './url.ts';

/** The database of a sink, not yet connected: `work` gets a connection, which is closed after it. */
export interface Database {
  /** As messages name it. */
  readonly place: string;
  using<T>(work: (postgres: Postgres) => Promise<T>): Promise<T>;
}

/**
 * The database that a sink writes to, or another of its server. UsageError for an address that is none, RefusedError
 * for an unknown password.
 */
export function databaseOf(
  { name, config }: Pick<DeployedSink, 'name' | 'config'>,
  stores: Stores,
  another?: string,
): Database {
  const place = config['jdbc.url'] ?? '';
  const url = parseDatabaseUrl(place);
  if (url === undefined) throw new UsageError(`${name} names no database of PostgreSQL`, { where: place });
  const { host, port, database, ssl } = url;
  const schema = tableSettings(config).schema ?? url.schema;
  const access = stores.database(
    { host, port, database: another ?? database, user: config['jdbc.user'] ?? '', ...(ssl !== undefined && { ssl }) },
    config['jdbc.password'] ?? '',
  );
  return {
    place,
    async using(work) {
      const postgres = await Postgres.connect(access, stores.signal);
      try {
        if (schema !== undefined && another === undefined)
          await postgres.rows("SELECT set_config('search_path', $1, false)", [quoted(schema)]);
        return await work(postgres);
      } finally {
        await postgres.close();
      }
    },
  };
}
