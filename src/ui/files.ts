import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { table } from '../base/text/table.ts';
import { isoTime } from '../base/time.ts';
import type { Entry } from '../store/store.ts';
import type { ListedFile } from '../verify/committed-files.ts';

const right = 'right' as const;

/** The table of `files`; on a terminal too narrow for it each path has a line of its own. */
export function renderCommittedFiles(
  files: readonly ListedFile[],
  { columns: width }: Pick<Output, 'columns'>,
): string {
  if (files.length === 0) return 'Nothing is committed yet.\n';
  const rows = files.map(({ path, records, bytes, topic, partition, range }) => [
    printable(topic),
    String(partition),
    `${range.from}–${range.to - 1}`,
    String(records),
    String(bytes),
    printable(path),
  ]);
  const columns = [
    { title: 'TOPIC' },
    { title: 'PARTITION', align: right },
    { title: 'OFFSETS', align: right },
    { title: 'RECORDS', align: right },
    { title: 'BYTES', align: right },
    { title: 'PATH' },
  ];
  const whole = table(columns, rows);
  if (width === undefined || whole.split('\n').every((line) => line.length <= width)) return whole;
  const [head, ...lines] = table(
    columns.slice(0, -1),
    rows.map((row) => row.slice(0, -1)),
  )
    .trimEnd()
    .split('\n');
  return `${head}\n${lines.map((line, index) => `${line}\n  ${rows[index]?.at(-1)}\n`).join('')}`;
}

/** The table of `hdfs ls`. */
export function renderEntries(entries: readonly Entry[]): string {
  const rows = entries.map(({ path, directory, bytes, modified }) => [
    directory ? 'dir' : 'file',
    directory ? '' : String(bytes),
    modified === 0
      ? ''
      : (isoTime(modified)
          ?.replace('T', ' ')
          .replace(/\.\d+Z$/, '') ?? String(modified)),
    printable(path),
  ]);
  return table([{ title: 'TYPE' }, { title: 'BYTES', align: right }, { title: 'MODIFIED' }, { title: 'PATH' }], rows);
}
