import { ServiceError } from '../../base/errors.ts';
import type { Stores } from '../../store/location.ts';
import type { DeployedSink } from '../kind.ts';
import { databaseOf } from './access.ts';

/** Milliseconds that a query may take. */
const PATIENCE = 60_000;

/** The one value that a query returns in the database that a sink writes to. */
export async function query(
  sink: Pick<DeployedSink, 'name' | 'config'>,
  stores: Stores,
  sql: string,
): Promise<string | null> {
  const { place, using } = databaseOf(sink, stores);
  const rows = await using((postgres) => postgres.readOnly(sql, PATIENCE));
  const [row = []] = rows;
  const [value] = row;
  if (rows.length === 1 && row.length === 1 && value !== undefined) return value;
  const found = `${rows.length} rows${rows.length === 0 ? '' : ` of ${row.length} columns`}`;
  throw new ServiceError(`The query returns ${found}, and a check needs one value`, {
    where: place,
    hint: 'Write a query such as `select count(*) from …`.',
  });
}
