import type { SchemaTree } from 'hyparquet';
import { isRecord } from '../../base/values.ts';
import { kindOf } from './column-kind.ts';
import type { ColumnChunk, ParquetFile } from './file.ts';
import { listItem, mapEntry } from './meaning.ts';
import { type Show, valueShower } from './show-value.ts';

/**
 * The rows of a run as lines of JSON: times as ISO text, every number with the digits that the file holds. A double
 * that is no number (NaN, Infinity) is text; bytes are base64 in files of ours, and in others text, or `{"base64":"…"}`
 * where they are no UTF-8. Columns that are null are left out; those that the file's directories
 * hold come first.
 */
export function* rowLines(file: ParquetFile, chunk: ColumnChunk): Generator<string> {
  const columns = file.columns.map((tree) => ({
    key: JSON.stringify(tree.element.name),
    show: shower(tree, file.isOurs),
  }));
  const inDirectories = file.directoryColumns.flatMap(({ name, shown }) =>
    shown === undefined ? [] : [`${JSON.stringify(name)}:${shown}`],
  );
  for (let index = 0; index < chunk.rows; index++) {
    const members: string[] = [...inDirectories];
    for (const [column, { key, show }] of columns.entries()) {
      const value = chunk.values[column]?.[index];
      if (value !== null && value !== undefined) members.push(`${key}:${show(value)}`);
    }
    yield `{${members.join(',')}}`;
  }
}

function shower(tree: SchemaTree, isOurs: boolean): Show {
  const show = showerOfOne(tree, isOurs);
  return tree.element.repetition_type === 'REPEATED' ? listShower(show) : show;
}

function showerOfOne(tree: SchemaTree, isOurs: boolean): Show {
  const item = listItem(tree);
  if (item !== undefined) return listShower(showerOfOne(item, isOurs));
  const map = mapEntry(tree);
  if (map !== undefined) return mapShower(map.name, shower(map.key, isOurs), shower(map.value, isOurs));
  if (tree.element.type === undefined) return groupShower(tree.children, isOurs);
  return isOurs && kindOf(tree) === 'bytes' ? base64Shower : valueShower(tree.element);
}

/** As the record had them. */
const base64Shower: Show = (value) =>
  value instanceof Uint8Array ? `"${Buffer.from(value).toString('base64')}"` : (JSON.stringify(value) ?? 'null');

const orNull = (show: Show, value: unknown): string => (value === null || value === undefined ? 'null' : show(value));

const listShower =
  (show: Show): Show =>
  (value) =>
    `[${itemsOf(value)
      .map((item) => orNull(show, item))
      .join(',')}]`;

/** An object; a key that is no text becomes one. */
const mapShower =
  (entries: string, key: Show, show: Show): Show =>
  (value) => {
    const members = itemsOf(membersOf(value)[entries]).map((entry) => {
      const { key: name, value: of } = membersOf(entry);
      const shown = orNull(key, name);
      return `${shown.startsWith('"') ? shown : JSON.stringify(shown)}:${orNull(show, of)}`;
    });
    return `{${members.join(',')}}`;
  };

function groupShower(children: readonly SchemaTree[], isOurs: boolean): Show {
  const members = children.map((child) => ({ name: child.element.name, show: shower(child, isOurs) }));
  return (value) => {
    const fields = membersOf(value);
    const present = members.filter(({ name }) => fields[name] !== null && fields[name] !== undefined);
    return `{${present.map(({ name, show }) => `${JSON.stringify(name)}:${show(fields[name])}`).join(',')}}`;
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
