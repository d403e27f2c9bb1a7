import type { Postgres } from '../../clients/postgres/client.ts';
import { parseContract } from '../../language/contract-json.ts';
import type { Stores } from '../../store/location.ts';
import { contractText } from '../exactly-once.ts';
import type { DeployedSink, Misfit } from '../kind.ts';
import { databaseOf } from './access.ts';
import { exists } from './proof/control.ts';
import { longestName, quoted, type RowTable, tableSettings, tablesOf } from './tables.ts';

type Sink = Pick<DeployedSink, 'name' | 'config' | 'topics'>;

const rule = 'table-growth';
const backOrElsewhere = 'change the event back, or give the sink another `table`';

/** What tables that are there do not allow: they grow by optional columns, and belong to one sink. */
export async function misfits(sink: Sink, stores: Stores): Promise<readonly Misfit[]> {
  const settings = tableSettings(sink.config);
  return databaseOf(sink, stores).using(async (postgres) => {
    const found: Misfit[] = [];
    for (const topic of sink.topics) {
      const text = contractText(sink.config, topic);
      for (const table of tablesOf(settings, topic, text === undefined ? undefined : parseContract(text))) {
        found.push(...(await misfitsOf(postgres, sink.name, table)));
      }
    }
    return found;
  });
}

async function misfitsOf(postgres: Postgres, sink: string, table: RowTable): Promise<readonly Misfit[]> {
  const { topic, name } = table;
  if (Buffer.byteLength(name) > longestName) {
    const message = `table ${name} would have more than ${longestName} bytes, which is all that PostgreSQL keeps of a name`;
    return [{ rule, topic, message, hint: 'give the sink a shorter `table`, or leave the topic out of its pattern' }];
  }
  if (!(await exists(postgres, quoted(name)))) return [];
  const owner = await ownerOf(postgres, name);
  if (owner !== sink) {
    const whose = owner === undefined ? 'no sink of ours made it' : `it belongs to ${owner}`;
    return [
      { rule, topic, message: `table ${name} is there already, and ${whose}`, hint: 'give the sink another `table`' },
    ];
  }
  return grown(table, await columnsOf(postgres, name));
}

async function ownerOf(postgres: Postgres, table: string): Promise<string | undefined> {
  if (!(await exists(postgres, '_pipeline_tables'))) return undefined;
  const [row] = await postgres.rows('SELECT sink FROM _pipeline_tables WHERE table_name = $1', [table]);
  return row?.[0] ?? undefined;
}

/** Types by column, as PostgreSQL names them. */
async function columnsOf(postgres: Postgres, table: string): Promise<ReadonlyMap<string, string>> {
  const rows = await postgres.rows(
    `SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
    [quoted(table)],
  );
  return new Map(rows.map(([name, type]) => [name ?? '', type ?? '']));
}

/** What of a contract does not fit the columns that are there. Pure. */
function grown({ name, topic, columns, rest }: RowTable, live: ReadonlyMap<string, string>): readonly Misfit[] {
  if (columns === undefined) return [];
  const wrong = columns.flatMap((column): Misfit[] => {
    const type = live.get(column.name);
    const place = { rule, topic, field: column.name, ...(column.ofType !== undefined && { ofType: column.ofType }) };
    const said = `\`${column.name}\` is ${column.type} by the event`;
    if (type === undefined) {
      if (!column.field.required || column.ofType !== undefined) return [];
      const message = `${said} and in every record, and the rows of table ${name} lack it`;
      return [{ ...place, message, hint: `write \`${column.name}?\`: a table grows by optional columns only` }];
    }
    if (withoutPrecision(type) === withoutPrecision(column.type)) return [];
    return [{ ...place, message: `${said}, and ${type} in table ${name}`, hint: backOrElsewhere }];
  });
  const known = new Set(['_partition', '_offset', ...(rest ? ['_rest'] : []), ...columns.map((column) => column.name)]);
  const left = [...live.keys()].filter((column) => !known.has(column));
  return [
    ...wrong,
    ...left.map((column) => ({
      rule,
      topic,
      message: `table ${name} has a column \`${column}\`, and the event no such field`,
      hint: backOrElsewhere,
    })),
  ];
}

/** Six digits are what a time has when none are named. */
const withoutPrecision = (type: string): string => type.replace('timestamp(6)', 'timestamp');
