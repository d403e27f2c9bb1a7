import type { EventContract, Field, Fields } from '../../../language/model.ts';
import { storedAs } from '../../../language/stored-as.ts';
import { directorySql } from './directory-sql.ts';
import { readSql, writtenMembers } from './read-sql.ts';
import { literal, quoted } from './sql-text.ts';
import type { AlsWords } from './work.ts';

/** Spark's type for a field, that of the sink's Parquet column (docs/event-contract.md); nanoseconds are numbers. */
function typeOf(field: Field): string {
  const stored = storedAs(field);
  switch (stored.kind) {
    case 'text':
    case 'json':
      return 'STRING';
    case 'time':
      return 'TIMESTAMP';
    case 'integer':
    case 'nanoseconds':
      return 'BIGINT';
    case 'bytes':
      return 'BINARY';
    case 'date':
    case 'double':
    case 'boolean':
      return stored.kind.toUpperCase();
    case 'decimal':
      return `DECIMAL(18, ${stored.decimals})`;
    case 'list':
      return `ARRAY<${typeOf(stored.items)}>`;
    case 'map':
      return `MAP<STRING, ${typeOf(stored.values)}>`;
    case 'group':
      return `STRUCT<${members(stored.fields, ': ')}>`;
  }
}

const members = (fields: Fields, between: string) =>
  Object.entries(fields)
    .map(([name, field]) => `${quoted(name)}${between}${typeOf(field)}`)
    .join(', ');

/** All fields of an event: the common ones, then those of the types of a union. */
function fieldsOf({ fields, types = {} }: EventContract): Fields {
  return Object.assign({}, ...Object.values(types), fields);
}

/** The words of ALS that say what an event weighs. */
type Weighed = Pick<AlsWords, 'weights' | 'rating' | 'by'>;

/** DDL of an event's columns; `written`: as records and files of JSON have them, not as typed files do. */
export const columnsOf = (event: EventContract, written = false): string =>
  written ? writtenMembers(fieldsOf(event), ' ') : members(fieldsOf(event), ' ');

/**
 * SQL of each column of an event, under its name: other spellings of a type become the type, and those of `dropped`
 * are taken from the paths of files.
 */
export function selectOf(event: EventContract, written = false, dropped: readonly string[] = []): string[] {
  return Object.entries(fieldsOf(event)).map(([name, field]) => {
    const column = quoted(name);
    if (dropped.includes(name)) return `${directorySql(name, field, column)} AS ${column}`;
    if (name === event.by && event.aliases !== undefined) {
      const cases = Object.entries(event.aliases).map(
        ([alias, type]) => `WHEN ${literal(alias)} THEN ${literal(type)}`,
      );
      return `CASE ${column} ${cases.join(' ')} ELSE ${column} END AS ${column}`;
    }
    const sql = written ? readSql(field, column, event.timezone ?? 'UTC') : column;
    return sql === column ? column : `${sql} AS ${column}`;
  });
}

/** SQL of what an event says about a taste: its rating, or the weight of its type, which the field `by` may tell. */
export function weightOf(event: EventContract, { weights, rating, by: told }: Weighed): string {
  const by = told !== undefined && Object.hasOwn(event.fields, told) ? told : event.by;
  const cases = Object.entries(weights).map(([type, weight]) => `WHEN ${literal(type)} THEN ${weight}`);
  const byType =
    by === undefined ? String(weights[event.name] ?? 0) : `CASE ${quoted(by)} ${cases.join(' ')} ELSE 0 END`;
  const rated = rating !== undefined && Object.hasOwn(fieldsOf(event), rating);
  return rated ? `coalesce(CAST(${quoted(rating)} AS DOUBLE), ${byType})` : byType;
}
