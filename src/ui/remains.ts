import { printable } from '../base/text/printable.ts';
import type { Remains } from '../pipeline/apply/deletion.ts';

/** What a deletion leaves or takes, a line each; nothing when there is nothing. */
export function renderRemains({ topics, sources, groups, files, directories }: Remains, title: string): string {
  const lines = [
    ...topics.map((topic) => `topic ${topic}`),
    ...sources.map((source) => `offsets of source ${source}`),
    ...groups.map((group) => `consumer group ${group}`),
    ...files.map(({ connector, what, path }) => `${what} of ${connector} below ${path}`),
    ...directories.map((path) => `directory ${path}`),
  ];
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${printable(line)}\n`).join('')}`;
}
