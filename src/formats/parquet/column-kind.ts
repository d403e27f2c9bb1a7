import type { SchemaTree } from 'hyparquet';
import type { ColumnKind } from '../rows/canonical.ts';
import { listItem, mapEntry, meaningOf } from './meaning.ts';

/** What a column of a file is among the columns that a sink writes (docs/event-contract.md). */
export function kindOf(tree: SchemaTree): ColumnKind {
  const item = listItem(tree);
  if (item !== undefined) return `list of ${kindOf(item)}`;
  const map = mapEntry(tree);
  if (map !== undefined && kindOf(map.key) === 'text') return `map of ${kindOf(map.value)}`;
  const { type } = tree.element;
  const meaning = meaningOf(tree.element);
  if (type === undefined && meaning === undefined) return 'group';
  if (type === 'BOOLEAN' && meaning === undefined) return 'boolean';
  if (type === 'DOUBLE' && meaning === undefined) return 'double';
  if (type === 'INT64' && meaning === undefined) return 'integer';
  if (type === 'INT32' && meaning === undefined) return 'int';
  if (type === 'BYTE_ARRAY' && meaning?.type === 'STRING') return 'text';
  if (type === 'BYTE_ARRAY' && meaning === undefined) return 'bytes';
  if (type === 'INT32' && meaning?.type === 'DATE') return 'date';
  if (type === 'INT64' && meaning?.type === 'DECIMAL' && meaning.precision === 18)
    return `decimal(18,${meaning.scale})`;
  if (type === 'INT64' && meaning?.type === 'TIMESTAMP' && meaning.isAdjustedToUTC) {
    if (meaning.unit === 'MICROS') return 'time';
    if (meaning.unit === 'NANOS') return 'time in nanoseconds';
  }
  return `other ${type} ${JSON.stringify(meaning)}`;
}
