import type { Field, Fields } from '../../../language/model.ts';
import { storedAs } from '../../../language/stored-as.ts';

/** A system that tables of files can be declared in. */
export type Dialect = 'hive' | 'trino' | 'athena' | 'duckdb' | 'spark';

export const dialects: readonly Dialect[] = ['hive', 'trino', 'athena', 'duckdb', 'spark'];

/** A column of a table, and its type in a system. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

interface Names {
  readonly text: string;
  readonly binary: string;
  readonly time: string;
  /** Nanoseconds since 1970. */
  readonly nanoseconds: string;
  list(item: string): string;
  map(value: string): string;
  group(members: readonly (readonly [name: string, type: string])[]): string;
}

const hive: Names = {
  text: 'STRING',
  binary: 'BINARY',
  time: 'TIMESTAMP',
  nanoseconds: 'TIMESTAMP',
  list: (item) => `ARRAY<${item}>`,
  map: (value) => `MAP<STRING, ${value}>`,
  group: (members) => `STRUCT<${members.map(([name, type]) => `${backticks(name)}: ${type}`).join(', ')}>`,
};

const trino: Names = {
  text: 'VARCHAR',
  binary: 'VARBINARY',
  time: 'TIMESTAMP(6)',
  nanoseconds: 'TIMESTAMP(9)',
  list: (item) => `ARRAY(${item})`,
  map: (value) => `MAP(VARCHAR, ${value})`,
  group: (members) => `ROW(${members.map(([name, type]) => `${doubleQuotes(name)} ${type}`).join(', ')})`,
};

const duckdb: Names = {
  text: 'VARCHAR',
  binary: 'BLOB',
  time: 'TIMESTAMPTZ',
  nanoseconds: 'TIMESTAMPTZ',
  list: (item) => `${item}[]`,
  map: (value) => `MAP(VARCHAR, ${value})`,
  group: (members) => `STRUCT(${members.map(([name, type]) => `${doubleQuotes(name)} ${type}`).join(', ')})`,
};

const names: Readonly<Record<Dialect, Names>> = {
  hive,
  athena: hive,
  trino,
  duckdb,
  // as its reader takes them, with spark.sql.legacy.parquet.nanosAsLong
  spark: { ...hive, nanoseconds: 'BIGINT' },
};

const backticks = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const doubleQuotes = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A name as a system writes it. */
export const quoted = (name: string, dialect: Dialect): string =>
  dialect === 'trino' || dialect === 'duckdb' ? doubleQuotes(name) : backticks(name);

export const textType = (dialect: Dialect): string => names[dialect].text;

/** A column's type. `typed`: of files with typed columns; else of lines of JSON, whose times and bytes are texts. */
export function typeOf(field: Field, dialect: Dialect, typed: boolean): string {
  const known = names[dialect];
  if (!typed && field.type === 'string') return known.text;
  if (!typed && field.type === 'integer') return 'BIGINT';
  const stored = storedAs(field);
  switch (stored.kind) {
    case 'text':
    case 'json':
      return known.text;
    case 'integer':
      return 'BIGINT';
    case 'bytes':
      return known.binary;
    case 'time':
      return known.time;
    case 'nanoseconds':
      return known.nanoseconds;
    case 'decimal':
      return `DECIMAL(18, ${stored.decimals})`;
    case 'double':
    case 'boolean':
    case 'date':
      return stored.kind.toUpperCase();
    case 'list':
      return known.list(typeOf(stored.items, dialect, typed));
    case 'map':
      return known.map(typeOf(stored.values, dialect, typed));
    case 'group':
      return known.group(membersOf(stored.fields, dialect, typed));
  }
}

const membersOf = (fields: Fields, dialect: Dialect, typed: boolean) =>
  Object.entries(fields).map(([name, field]) => [name, typeOf(field, dialect, typed)] as const);
