import type { FileMetaData } from 'hyparquet';
import { isRecord } from '../../base/values.ts';
import { pathText } from '../../store/path-text.ts';
import type { ColumnKind } from '../rows/canonical.ts';
import { ExactNumber } from '../rows/exact-json.ts';
import { isSingleKind, type SingleStored, textOfDirectory, valueOfDirectory } from '../rows/field-value.ts';
import { Unreadable } from '../unreadable.ts';

/** A column that a file leaves out because its directory is named after it: the same value for every row. */
export interface DirectoryColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** As rows are compared; undefined for null. */
  readonly encoded: string | undefined;
  /** As `hdfs cat` shows it. */
  readonly shown: string | undefined;
  /** As JSON would hold it. */
  readonly value: string | boolean | ExactNumber | null;
}

const KEY = 'pipeline.directories';

/** The columns that a file's footer says its directories hold. Throws Unreadable where its path does not tell them. */
export function directoryColumns({ key_value_metadata: entries }: FileMetaData, path: string): DirectoryColumn[] {
  const text = entries?.find(({ key }) => key === KEY)?.value;
  if (text === undefined) return [];
  const listed: unknown = JSON.parse(text);
  if (!Array.isArray(listed)) throw new Unreadable(`its footer’s ${KEY} is no list`);
  return listed.map((entry: unknown) => columnOf(entry, path.split('/').slice(0, -1)));
}

function columnOf(entry: unknown, directories: readonly string[]): DirectoryColumn {
  const { name, type, decimals } = isRecord(entry) ? entry : {};
  const stored = storedOf(type, decimals);
  if (typeof name !== 'string' || stored === undefined) throw new Unreadable(`its footer’s ${KEY} is no such list`);
  // the innermost, should a directory above the sink's have the same name
  const directory = directories.findLast((one) => one.startsWith(`${pathText(name)}=`));
  if (directory === undefined) throw new Unreadable(`no directory of its path is called ${name}=`);
  const text = textOfDirectory(directory.slice(directory.indexOf('=') + 1));
  return {
    name,
    kind: kindOf(stored),
    encoded: valueOfDirectory(stored, text),
    shown: text === undefined ? undefined : isNumber(stored) ? text : shownText(stored, text),
    value: text === undefined ? null : jsonOf(stored, text),
  };
}

function storedOf(type: unknown, decimals: unknown): SingleStored | undefined {
  if (type === 'decimal' && typeof decimals === 'number') return { kind: 'decimal', decimals };
  return typeof type === 'string' && isSingleKind(type) ? { kind: type } : undefined;
}

function kindOf(stored: SingleStored): ColumnKind {
  if (stored.kind === 'decimal') return `decimal(18,${stored.decimals})`;
  return stored.kind === 'nanoseconds' ? 'time in nanoseconds' : stored.kind;
}

const isNumber = ({ kind }: SingleStored) => kind === 'integer' || kind === 'decimal' || kind === 'double';

const shownText = ({ kind }: SingleStored, text: string): string => (kind === 'boolean' ? text : JSON.stringify(text));

function jsonOf(stored: SingleStored, text: string): string | boolean | ExactNumber {
  if (stored.kind === 'boolean') return text === 'true';
  return isNumber(stored) ? new ExactNumber(text) : text;
}
