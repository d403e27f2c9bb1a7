import type { SchemaTree } from 'hyparquet';
import { isRecord } from '../../base/values.ts';
import type { ColumnChunk, ParquetFile } from './file.ts';
import { listItem, mapEntry } from './meaning.ts';
import { type Show, valueShower } from './show-value.ts';

/**
 * The rows of a run as lines of JSON: times as ISO text, every number with the digits that the file holds. A double
 * that is no number (NaN, Infinity) is text, bytes that are no UTF-8 are `{"base64":"…"}`. Columns that are null are
 * left out.
 */
export function* rowLines(file: ParquetFile, chunk: ColumnChunk): Generator<string> {
  const columns = file.columns.map((tree) => ({ key: JSON.stringify(tree.element.name), show: shower(tree) }));
  for (let index = 0; index < chunk.rows; index++) {
    const members: string[] = [];
    for (const [column, { key, show }] of columns.entries()) {
      const value = chunk.values[column]?.[index];
      if (value !== null && value !== undefined) members.push(`${key}:${show(value)}`);
    }
    yield `{${members.join(',')}}`;
  }
}

function shower(tree: SchemaTree): Show {
  const show = showerOfOne(tree);
  return tree.element.repetition_type === 'REPEATED' ? listShower(show) : show;
}

function showerOfOne(tree: SchemaTree): Show {
  const item = listItem(tree);
  if (item !== undefined) return listShower(showerOfOne(item));
  const map = mapEntry(tree);
  if (map !== undefined) return mapShower(map.name, shower(map.key), shower(map.value));
  return tree.element.type === undefined ? groupShower(tree.children) : valueShower(tree.element);
}

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

function groupShower(children: readonly SchemaTree[]): Show {
  const members = children.map((child) => ({ name: child.element.name, show: shower(child) }));
  return (value) => {
    const fields = membersOf(value);
    const present = members.filter(({ name }) => fields[name] !== null && fields[name] !== undefined);
    return `{${present.map(({ name, show }) => `${JSON.stringify(name)}:${show(fields[name])}`).join(',')}}`;
  };
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {});

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
