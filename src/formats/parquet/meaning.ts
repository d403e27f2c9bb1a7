import type { ConvertedType, LogicalType, SchemaElement, SchemaTree } from 'hyparquet';

type Element = Pick<SchemaElement, 'converted_type' | 'logical_type' | 'precision' | 'scale'>;

/**
 * What a column's values mean: its logical type, or the older spelling of it; undefined for values that are what they
 * are.
 */
export function meaningOf(element: Element): LogicalType | undefined {
  const { converted_type: converted, logical_type: logical, precision = 0, scale = 0 } = element;
  if (logical !== undefined || converted === undefined) return logical;
  return converted === 'DECIMAL' ? { type: 'DECIMAL', precision, scale } : CONVERTED[converted];
}

const CONVERTED: Readonly<Record<Exclude<ConvertedType, 'DECIMAL'>, LogicalType>> = {
  UTF8: { type: 'STRING' },
  ENUM: { type: 'ENUM' },
  JSON: { type: 'JSON' },
  BSON: { type: 'BSON' },
  LIST: { type: 'LIST' },
  MAP: { type: 'MAP' },
  MAP_KEY_VALUE: { type: 'MAP' },
  INTERVAL: { type: 'INTERVAL' },
  DATE: { type: 'DATE' },
  TIME_MILLIS: { type: 'TIME', isAdjustedToUTC: true, unit: 'MILLIS' },
  TIME_MICROS: { type: 'TIME', isAdjustedToUTC: true, unit: 'MICROS' },
  TIMESTAMP_MILLIS: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  TIMESTAMP_MICROS: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  UINT_8: { type: 'INTEGER', bitWidth: 8, isSigned: false },
  UINT_16: { type: 'INTEGER', bitWidth: 16, isSigned: false },
  UINT_32: { type: 'INTEGER', bitWidth: 32, isSigned: false },
  UINT_64: { type: 'INTEGER', bitWidth: 64, isSigned: false },
  INT_8: { type: 'INTEGER', bitWidth: 8, isSigned: true },
  INT_16: { type: 'INTEGER', bitWidth: 16, isSigned: true },
  INT_32: { type: 'INTEGER', bitWidth: 32, isSigned: true },
  INT_64: { type: 'INTEGER', bitWidth: 64, isSigned: true },
};

const isRepeated = ({ element }: SchemaTree): boolean => element.repetition_type === 'REPEATED';

/** What the items of a list are; undefined for a column that is no list. Its values are arrays of them. */
export function listItem({ element, children }: SchemaTree): SchemaTree | undefined {
  const [repeated, another] = children;
  if (meaningOf(element)?.type !== 'LIST' || repeated === undefined || another !== undefined) return undefined;
  if (!isRepeated(repeated) || repeated.children.length > 1) return undefined;
  return repeated.children[0] ?? repeated;
}

/** The entries of a map, a repeated group, and its key and value; undefined for a column that is no map. */
export function mapEntry({ element, children }: SchemaTree) {
  const [entry, another] = children;
  if (meaningOf(element)?.type !== 'MAP' || entry === undefined || another !== undefined) return undefined;
  const [key, value] = entry.children;
  if (!isRepeated(entry) || key === undefined || value === undefined || isRepeated(key) || isRepeated(value))
    return undefined;
  return { name: entry.element.name, key, value };
}
