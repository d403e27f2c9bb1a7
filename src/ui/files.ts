import { printable } from '../base/text/printable.ts';
import { table } from '../base/text/table.ts';
import type { Entry } from '../store/store.ts';
import type { ListedFile } from '../verify/committed-files.ts';

const right = 'right' as const;

/** The table of `files`. */
export function renderCommittedFiles(files: readonly ListedFile[]): string {
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
  return table(columns, rows);
}

/** The table of `hdfs ls`. */
export function renderEntries(entries: readonly Entry[]): string {
  const rows = entries.map(({ path, directory, bytes, modified }) => [
    directory ? 'dir' : 'file',
    directory ? '' : String(bytes),
    modified === 0 ? '' : new Date(modified).toISOString().slice(0, 19).replace('T', ' '),
    printable(path),
  ]);
  return table([{ title: 'TYPE' }, { title: 'BYTES', align: right }, { title: 'MODIFIED' }, { title: 'PATH' }], rows);
}
