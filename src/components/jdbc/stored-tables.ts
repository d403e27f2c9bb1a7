import type { Postgres } from '../../clients/postgres/client.ts';
import type { Stores } from '../../store/location.ts';
import type { StoredTable, StoredTables } from '../../verify/provable.ts';
import type { DeployedSink } from '../kind.ts';
import { databaseOf } from './access.ts';
import { exists } from './proof/control.ts';
import { quoted, type RowTable } from './tables.ts';

/** Milliseconds that a question about rows may take: a table that somebody else made may have no index for it. */
const PATIENCE = 5_000;

/** The tables of a sink as somebody looks at them: what they hold, and their newest rows. */
export function storedTables(
  sink: Pick<DeployedSink, 'name' | 'config'>,
  tables: readonly RowTable[],
  stores: Stores,
): StoredTables {
  const database = databaseOf(sink, stores);
  return {
    list: () =>
      database.using(async (postgres) => {
        const found: StoredTable[] = [];
        for (const table of tables) found.push(await look(postgres, table));
        return found;
      }),
    newest: (name, rows) =>
      database.using(async (postgres) => {
        const table = tables.find((one) => one.name === name);
        if (table === undefined || !(await exists(postgres, quoted(name)))) return undefined;
        return newest(postgres, table, { sink: sink.name, rows });
      }),
  };
}

/** PostgreSQL's own figures: counting a large table takes minutes, and the proof counts anyway. */
async function look(postgres: Postgres, { name, topic }: RowTable): Promise<StoredTable> {
  const [row] = await postgres.rows(
    `SELECT (SELECT n_live_tup FROM pg_stat_user_tables WHERE relid = c.oid), pg_total_relation_size(c.oid)
     FROM pg_class c WHERE c.oid = to_regclass($1)`,
    [quoted(name)],
  );
  return { name, topic, ...(row !== undefined && { rows: Number(row[0] ?? 0), bytes: Number(row[1]) }) };
}

/** The highest offsets of each partition, which the primary key of `append` finds without reading the table. */
async function newest(
  postgres: Postgres,
  { name, topic }: RowTable,
  { sink, rows }: { readonly sink: string; readonly rows: number },
): Promise<readonly string[]> {
  const known = await postgres.rows('SELECT partition FROM _pipeline_offsets WHERE sink = $1 AND topic = $2', [
    sink,
    topic,
  ]);
  const each = known.map(
    ([partition]) =>
      `(SELECT * FROM ${quoted(name)} WHERE _partition = ${Number(partition)} ORDER BY _offset DESC LIMIT ${rows})`,
  );
  if (each.length === 0) return [];
  const statement = `SELECT to_jsonb(r) FROM (${each.join(' UNION ALL ')}) r ORDER BY _partition, _offset`;
  const found = await postgres.readOnly(statement, PATIENCE);
  return found.map(([row]) => row ?? '');
}
