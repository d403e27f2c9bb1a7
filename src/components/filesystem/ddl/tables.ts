import type { Coordinates } from '../../../formats/rows/coordinates.ts';
import type { EventContract, Field, Fields } from '../../../language/model.ts';
import { visiblePathText } from '../../../store/path-text.ts';
import { coordinateColumns, envelopeColumns } from './coordinate-columns.ts';
import { type Column, type Dialect, quoted, textType, typeOf } from './types.ts';

/** Files of one topic, or of one type of its events, as a table sees them. */
export interface StoredTable {
  readonly name: string;
  /** Directory with the store's address before it. */
  readonly location: string;
  readonly columns: readonly Column[];
  /** Columns that the names of directories hold, from the outermost in. */
  readonly directories: readonly DirectoryColumn[];
}

export interface DirectoryColumn extends Column {
  /** Whether its values are texts, of which one may be empty. */
  readonly mayBeEmpty: boolean;
}

/** What a sink's configuration says of where its files lie and what they hold. */
export interface TableLayout {
  readonly typed: boolean;
  readonly byType: boolean;
  /** Fields as they are written, what their directories are called, and whether every event has a value. */
  readonly fields: readonly { readonly field: Field; readonly name: string; readonly always: boolean }[];
  readonly timeNames: readonly string[];
  readonly coordinates: Coordinates;
}

/** The tables of one topic. `root`: the sink's path with the store's address. Pure. */
export function tablesOf(
  topic: string,
  root: string,
  contract: EventContract,
  layout: TableLayout,
  dialect: Dialect,
): readonly StoredTable[] {
  const { types = {} } = contract;
  if (!layout.byType) {
    const all = { ...contract.fields, ...Object.assign({}, ...Object.values(types)) };
    return [tableOf(topic, `${root}/${topic}`, contract, all, layout, dialect)];
  }
  return Object.entries(types).map(([type, own]) => {
    const location = `${root}/${topic}/${visiblePathText(type)}`;
    return tableOf(`${topic}_${type}`, location, contract, { ...contract.fields, ...own }, layout, dialect);
  });
}

function tableOf(
  name: string,
  location: string,
  { unknown }: EventContract,
  fields: Fields,
  { typed, fields: by, timeNames, coordinates }: TableLayout,
  dialect: Dialect,
): StoredTable {
  const text = textType(dialect);
  const directories = [
    // a time is spelled in ISO, which no system reads as one out of a directory's name
    ...by.map(({ name, field, always }) => {
      const type = directoryType(field, always, dialect);
      return { name, type, mayBeEmpty: type === text };
    }),
    ...timeNames.map((name) => ({ name, type: text, mayBeEmpty: false })),
  ];
  const taken = new Set(directories.map((one) => one.name.toLowerCase()));
  const ofValue = [
    ...Object.entries(fields).map(([one, field]) => ({ name: one, type: typeOf(field, dialect, typed) })),
    ...(typed && unknown === 'keep' ? [{ name: '_rest', type: text }] : []),
  ];
  const columns = coordinates.envelope
    ? envelopeColumns(coordinates, fields, dialect)
    : [...ofValue, ...(typed ? coordinateColumns(coordinates, dialect) : [])];
  return {
    name: name.replace(/[^A-Za-z0-9_]/g, '_'),
    location,
    columns: columns.filter((column) => !taken.has(column.name.toLowerCase())),
    directories,
  };
}

/**
 * Integers, decimals, dates and truth values are spelled as systems read them; all else stays text. Hive takes no name
 * for a value that is absent where a directory is more than a text.
 */
function directoryType(field: Field, always: boolean, dialect: Dialect): string {
  const type = typeOf(field, dialect, true);
  if (!always && (dialect === 'hive' || dialect === 'athena')) return textType(dialect);
  return /^(BIGINT|BOOLEAN|DATE|DECIMAL.*)$/.test(type) && field.type !== 'string' ? type : textType(dialect);
}

/** The names of columns with their types, one a line. */
export const columnLines = (columns: readonly Column[], dialect: Dialect): string =>
  columns.map(({ name, type }) => `  ${quoted(name, dialect)} ${type}`).join(',\n');
