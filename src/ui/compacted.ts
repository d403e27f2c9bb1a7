import { printable } from '../base/text/printable.ts';
import { table } from '../base/text/table.ts';
import type { Compacted } from '../pipeline/compact.ts';

const right = 'right' as const;
const figure = (value: number): string => value.toLocaleString('en-US');

/** What `compact` did, partition by partition. */
export const renderCompacted = (partitions: readonly Compacted[]): string =>
  table(
    [
      { title: 'TOPIC' },
      { title: 'PARTITION', align: right },
      { title: 'FILES BEFORE', align: right },
      { title: 'AFTER', align: right },
      { title: 'BYTES BEFORE', align: right },
      { title: 'AFTER', align: right },
    ],
    partitions.map(({ topic, partition, before, after }) => [
      printable(topic),
      String(partition),
      figure(before.files),
      figure(after.files),
      figure(before.bytes),
      figure(after.bytes),
    ]),
  );

/** The last line: what it came to. */
export function compactedText(sink: string, partitions: readonly Compacted[]): string {
  if (partitions.length === 0) return 'Nothing is committed yet.\n';
  const sum = (of: (one: Compacted) => number) => figure(partitions.reduce((total, one) => total + of(one), 0));
  const came = `${sum(({ before }) => before.files)} files became ${sum(({ after }) => after.files)}`;
  if (partitions.every(({ done }) => done)) return `Compacted: ${came}.\n`;
  return `So far ${came}, and ${printable(sink)} has not said that nothing is left; its log tells when it cannot go on.\n`;
}
