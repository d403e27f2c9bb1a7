import { topicsNamed } from '../../clients/connect/topics-read.ts';
import type { Postgres } from '../../clients/postgres/client.ts';
import type { Stores } from '../../store/location.ts';
import type { DeployedSink, Kind } from '../kind.ts';
import { databaseOf } from './access.ts';
import { quoted } from './tables.ts';

/** What a deleted sink leaves: the tables that it made, and what it wrote down of its positions. */
export const remains: NonNullable<Kind['remains']> = {
  of: ({ name, config }) => ({
    connector: name,
    what: 'tables and positions',
    path: config['jdbc.url'] ?? '',
    topics: topicsNamed(config),
  }),
  remove,
};

/** The tables in which sinks keep what they have stored; the first names those of rows. */
const control = ['_pipeline_tables', '_pipeline_ranges', '_pipeline_dead', '_pipeline_offsets'];

/** Drops the tables that this sink made, and its lines in those that all sinks share; then what is empty of these. */
async function remove(sink: Pick<DeployedSink, 'name' | 'config'>, stores: Stores): Promise<void> {
  await databaseOf(sink, stores).using(async (postgres) => {
    await postgres.rows('BEGIN');
    const there = await existing(postgres);
    if (there.includes('_pipeline_tables')) {
      const made = await postgres.rows('SELECT table_name FROM _pipeline_tables WHERE sink = $1', [sink.name]);
      for (const [table] of made) await postgres.rows(`DROP TABLE IF EXISTS ${quoted(table ?? '')}`);
    }
    for (const table of there) await postgres.rows(`DELETE FROM ${table} WHERE sink = $1`, [sink.name]);
    await postgres.rows('COMMIT');
    for (const table of there) {
      const left = await postgres.rows(`SELECT 1 FROM ${table} LIMIT 1`);
      if (left.length === 0) await postgres.rows(`DROP TABLE ${table}`);
    }
  });
}

async function existing(postgres: Postgres): Promise<readonly string[]> {
  const rows = await postgres.rows('SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL', [
    `{${control.join(',')}}`,
  ]);
  const found = new Set(rows.map(([name]) => name));
  return control.filter((name) => found.has(name));
}
