import { stripVTControlCharacters } from 'node:util';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Columns padded to their widest cell, two spaces apart, no borders: readable by people and by `awk`. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map((column) => column.title), ...rows];
  const width = (text: string) => stripVTControlCharacters(text).length;
  const widths = columns.map((_, index) => lines.reduce((most, line) => Math.max(most, width(line[index] ?? '')), 0));
  const pad = (text: string, index: number) => {
    const space = ' '.repeat((widths[index] ?? 0) - width(text));
    return columns[index]?.align === 'right' ? space + text : text + space;
  };
  return lines
    .map(
      (line) =>
        `${columns
          .map((_, index) => pad(line[index] ?? '', index))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
