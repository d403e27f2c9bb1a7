import {
  BEHIND_LAST_SECOND,
  EPOCH_UNITS,
  type EpochFormat,
  FIRST_SECOND,
  type NumberLimits,
} from '../../../base/epoch-time.ts';
import { EARLIEST_SECOND, LATEST_SECOND } from '../../../base/time.ts';
import type { Field, Fields, StringField } from '../../../language/model.ts';
import { literal, quoted } from './sql-text.ts';

/** As what Spark parses a field of JSON, before `readSql` makes its column of it. */
function writtenType(field: Field): string {
  switch (field.type) {
    case 'string':
      if (field.format === 'date') return 'DATE';
      return isPlainTime(field) ? 'TIMESTAMP' : 'STRING';
    case 'integer':
      return 'BIGINT';
    case 'number':
      return field.decimals === undefined ? 'DOUBLE' : `DECIMAL(18, ${field.decimals})`;
    case 'boolean':
      return 'BOOLEAN';
    case 'any':
      return 'VARIANT';
    case 'array':
      return `ARRAY<${writtenType(field.items)}>`;
    case 'map':
      return `MAP<STRING, ${writtenType(field.values)}>`;
    case 'object':
      return `STRUCT<${writtenMembers(field.fields, ': ')}>`;
  }
}

/** DDL of fields as JSON has them. */
export const writtenMembers = (fields: Fields, between: string): string =>
  Object.entries(fields)
    .map(([name, field]) => `${quoted(name)}${between}${writtenType(field)}`)
    .join(', ');

const isPlainTime = ({ format, fraction }: StringField): boolean =>
  (format === 'date-time' || format === 'local-date-time') && fraction !== 'nanoseconds';

/**
 * SQL of what a sink would store of a field that was parsed out of JSON as `sql`, null where it is none; the same text
 * where there is nothing to do. `depth` keeps the names of nested functions apart.
 */
export function readSql(field: Field, sql: string, zone: string, depth = 0): string {
  const item = `x${depth}`;
  const inner = (one: Field) => readSql(one, item, zone, depth + 1);
  switch (field.type) {
    case 'string':
      return textSql(field, sql, zone);
    case 'integer':
      return field.format === undefined ? sql : epochSql(field.format, sql, field);
    case 'any':
      return `nullif(to_json(${sql}), 'null')`;
    case 'array':
      return inner(field.items) === item ? sql : `transform(${sql}, ${item} -> ${inner(field.items)})`;
    case 'map': {
      const value = inner(field.values);
      return value === item ? sql : `transform_values(${sql}, (k${depth}, ${item}) -> ${value})`;
    }
    case 'object': {
      const members = Object.entries(field.fields).map(([name, one]) => {
        const member = `${sql}.${quoted(name)}`;
        return { name, member, read: readSql(one, member, zone, depth + 1) };
      });
      if (members.every(({ member, read }) => member === read)) return sql;
      const built = members.map(({ name, read }) => `${literal(name)}, ${read}`).join(', ');
      return `CASE WHEN ${sql} IS NOT NULL THEN named_struct(${built}) END`;
    }
    default:
      return sql;
  }
}

function textSql({ format, fraction, decimals = 0, ...limits }: StringField, sql: string, zone: string): string {
  switch (format) {
    case 'decimal':
      return `CASE WHEN ${sql} RLIKE '^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?$' THEN try_cast(${sql} AS DECIMAL(18, ${decimals})) END`;
    case 'decimal-base64': {
      const digits = `hex(try_to_binary(${sql}, 'base64'))`;
      const sign = `CASE WHEN substr(${digits}, 1, 1) >= '8' THEN 'F' ELSE '0' END`;
      const unscaled = `conv(lpad(${digits}, 16, ${sign}), 16, -10)`;
      return `CASE WHEN length(${digits}) BETWEEN 2 AND 16 THEN try_cast(concat(${unscaled}, 'e-${decimals}') AS DECIMAL(18, ${decimals})) END`;
    }
    case 'base64':
      return `try_to_binary(${sql}, 'base64')`;
    case 'epoch-seconds':
    case 'epoch-milliseconds':
    case 'epoch-microseconds':
      return epochSql(
        format,
        `CASE WHEN ${sql} RLIKE '^-?(0|[1-9][0-9]*)$' THEN try_cast(${sql} AS BIGINT) END`,
        limits,
      );
    case 'date-time':
    case 'local-date-time': {
      if (fraction !== 'nanoseconds') return sql;
      const time = `try_cast(${sql} AS TIMESTAMP)`;
      const instant = format === 'date-time' ? time : `to_utc_timestamp(${time}, ${literal(zone)})`;
      const finer = `rpad(substr(regexp_extract(${sql}, '[.]([0-9]+)', 1), 7, 3), 3, '0')`;
      return `unix_micros(${instant}) * 1000 + CAST(${finer} AS BIGINT)`;
    }
    default:
      return sql;
  }
}

/** Times that the sinks take for none are null. */
function epochSql(format: EpochFormat, sql: string, limits: NumberLimits): string {
  const unit = EPOCH_UNITS[format];
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = limits;
  const first = minimum === undefined && exclusiveMinimum === undefined ? FIRST_SECOND : EARLIEST_SECOND;
  const behind = maximum === undefined && exclusiveMaximum === undefined ? BEHIND_LAST_SECOND : LATEST_SECOND + 1;
  const number = `(${sql})`;
  const bounds = [
    `${number} >= ${BigInt(first) * BigInt(unit)}`,
    `${number} < ${BigInt(behind) * BigInt(unit)}`,
    ...(minimum === undefined ? [] : [`${number} >= ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`${number} > ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`${number} <= ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`${number} < ${exclusiveMaximum}`]),
  ];
  const made = {
    'epoch-seconds': 'timestamp_seconds',
    'epoch-milliseconds': 'timestamp_millis',
    'epoch-microseconds': 'timestamp_micros',
  };
  return `CASE WHEN ${bounds.join(' AND ')} THEN ${made[format]}(${number}) END`;
}
