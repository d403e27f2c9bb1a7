import { createHash } from 'node:crypto';
import { changedRows } from '../../language/change-event.ts';
import type { EventContract, Field, Fields } from '../../language/model.ts';
import { storedAs } from '../../language/stored-as.ts';

/** How the records of a sink become rows, out of its declaration or its Connect keys. */
export interface TableSettings {
  /** Of tables, with `{topic}` and `{type}`. */
  readonly template: string;
  /** Where they are; undefined: where the database has the user's. */
  readonly schema?: string;
  readonly layout: 'one' | 'by-type';
  readonly mode: 'append' | 'upsert';
  readonly key: readonly string[];
}

/** One column made from a field. */
export interface Column {
  readonly name: string;
  /** As PostgreSQL's `format_type` writes it. */
  readonly type: string;
  readonly field: Field;
  /** The type of the union that alone has it. */
  readonly ofType?: string;
}

/** One table of rows. */
export interface RowTable {
  readonly name: string;
  readonly topic: string;
  /** Where each type of a union has a table of its own. */
  readonly type?: string;
  /** undefined: the topic has no contract, and a row is a key and a value. */
  readonly columns: readonly Column[] | undefined;
  /** Whether undeclared members have a column. */
  readonly rest: boolean;
}

/** PostgreSQL cuts longer names, silently. Bytes. */
export const longestName = 63;

/** Names that a table cannot have for a field, as every row has them or PostgreSQL itself does. */
export const reservedColumns: readonly string[] = [
  ...['_partition', '_offset', '_rest'],
  ...['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'],
];

/** Out of the Connect keys of a sink. */
export const tableSettings = (config: Readonly<Record<string, string>>): TableSettings => ({
  ...tablePattern(config['jdbc.table'] ?? '{topic}'),
  layout: config['jdbc.layout'] === 'by-type' ? 'by-type' : 'one',
  mode: config['jdbc.mode'] === 'upsert' ? 'upsert' : 'append',
  key: (config['jdbc.key'] ?? '').split(',').flatMap((name) => name.trim() || []),
});

/** A dot before the first brace parts the schema from the name: `sales.{topic}`. */
export function tablePattern(text: string): Pick<TableSettings, 'template' | 'schema'> {
  const [, schema, template] = /^([^.{]*)\.(.*)$/s.exec(text) ?? [];
  return schema === undefined || template === undefined ? { template: text } : { template, schema };
}

/** The contract of a topic's rows: with `upsert`, change events are applied to the rows that they are about. */
export const rowsOf = ({ mode }: Pick<TableSettings, 'mode'>, event: EventContract | undefined) =>
  event === undefined || mode === 'append' ? event : changedRows(event);

/** The tables that hold the records of `topic`. Pure. */
export function tablesOf(settings: TableSettings, topic: string, event: EventContract | undefined): RowTable[] {
  const contract = rowsOf(settings, event);
  const rest = contract?.unknown === 'keep';
  const named = (type = '') => settings.template.replaceAll('{topic}', topic).replaceAll('{type}', type);
  if (contract === undefined) return [{ name: named(), topic, columns: undefined, rest: false }];
  if (settings.layout === 'one') return [{ name: named(), topic, columns: columnsOf(contract), rest }];
  return Object.entries(contract.types ?? {}).map(([type, fields]) => ({
    name: named(type),
    topic,
    type,
    columns: [...columns(contract.fields), ...columns(fields)],
    rest,
  }));
}

/** Of a union that shares a table: what is common, then what single types have. */
function columnsOf({ fields, types = {} }: EventContract): readonly Column[] {
  const found = new Map(columns(fields).map((column) => [column.name, column]));
  for (const [type, own] of Object.entries(types)) {
    for (const column of columns(own, type)) if (!found.has(column.name)) found.set(column.name, column);
  }
  return [...found.values()];
}

const columns = (fields: Fields, ofType?: string): Column[] =>
  Object.entries(fields).map(([name, field]) => ({
    name,
    type: columnType(field),
    field,
    ...(ofType !== undefined && { ofType }),
  }));

/** The column type of a field, by the table of docs/jdbc.md. */
function columnType(field: Field): string {
  const stored = storedAs(field);
  switch (stored.kind) {
    case 'text':
    case 'boolean':
    case 'date':
      return stored.kind;
    case 'time':
      return 'timestamp(6) with time zone';
    case 'integer':
    case 'nanoseconds':
      return 'bigint';
    case 'double':
      return 'double precision';
    case 'decimal':
      return `numeric(18,${stored.decimals})`;
    case 'bytes':
      return 'bytea';
    default:
      return 'jsonb';
  }
}

/** A name as SQL takes it, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** SHA-256 of a contract's JSON, as ranges carry it. */
export const contractDigest = (json: string | undefined): string =>
  json === undefined ? '' : createHash('sha256').update(json).digest('hex');
