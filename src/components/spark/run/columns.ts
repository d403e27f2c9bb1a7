import type { EventContract, Field, Fields } from '../../../language/model.ts';
import { storedAs } from '../../../language/stored-as.ts';

const quoted = (name: string) => `\`${name.replaceAll('`', '``')}\``;
const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

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

/** DDL of an event's columns. */
export const columnsOf = (event: EventContract): string => members(fieldsOf(event), ' ');

/** SQL of each column of an event, under its name: other spellings of a type become the type. */
export function selectOf(event: EventContract): string[] {
  return Object.keys(fieldsOf(event)).map((name) => {
    if (name !== event.by || event.aliases === undefined) return quoted(name);
    const cases = Object.entries(event.aliases).map(([alias, type]) => `WHEN ${literal(alias)} THEN ${literal(type)}`);
    return `CASE ${quoted(name)} ${cases.join(' ')} ELSE ${quoted(name)} END AS ${quoted(name)}`;
  });
}

/** SQL of what an event says about a taste: its rating, or the weight of its type. */
export function weightOf(event: EventContract, weights: Readonly<Record<string, number>>, rating?: string): string {
  const { by } = event;
  const cases = Object.entries(weights).map(([type, weight]) => `WHEN ${literal(type)} THEN ${weight}`);
  const byType =
    by === undefined ? String(weights[event.name] ?? 0) : `CASE ${quoted(by)} ${cases.join(' ')} ELSE 0 END`;
  const rated = rating !== undefined && Object.hasOwn(fieldsOf(event), rating);
  return rated ? `coalesce(CAST(${quoted(rating)} AS DOUBLE), ${byType})` : byType;
}
