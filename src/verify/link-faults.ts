import type { Link } from './link.ts';
import type { OffsetRange } from './proof.ts';

/** Where a link contradicts itself, or what was decided before it. */
export interface LinkFault {
  readonly message: string;
  readonly range: OffsetRange;
}

/** Pure. */
export function commitFaults(link: Link): readonly LinkFault[] {
  const { seq, from, to, files, deadLettered } = link;
  const range = { from, to };
  const outside = [...files.flatMap((file) => [file.first, file.last]), ...deadLettered.map(({ offset }) => offset)];
  const stray = outside.find((offset) => offset < from || offset >= to);
  return [
    ...(to < from ? [{ message: `link ${seq} ends before it starts`, range: { from: to, to: from } }] : []),
    ...countFaults(link, range),
    ...(stray === undefined ? [] : [{ message: `link ${seq} names offset ${stray}, which is outside of it`, range }]),
  ];
}

/** `open`: the dead letters that no link before has stored. Pure. */
export function restoreFaults(
  link: Link,
  span: OffsetRange,
  open: Pick<ReadonlyMap<number, unknown>, 'has'>,
): readonly LinkFault[] {
  const { seq, records, files, deadLettered, restored = [] } = link;
  const named = restored.length + deadLettered.length;
  const faults = [...countFaults(link, span)];
  if (records !== named)
    faults.push({ message: `link ${seq} decided ${records} records, and names ${named}`, range: span });
  if (restored.length === 0) return faults;
  const stray = restored.find((offset) => !open.has(offset));
  if (stray !== undefined) {
    const message = `link ${seq} stores offset ${stray} again, which is no dead letter`;
    faults.push({ message, range: { from: stray, to: stray + 1 } });
  }
  const outside = files.flatMap((file) => [file.first, file.last]).find((offset) => !restored.includes(offset));
  if (outside !== undefined) {
    faults.push({ message: `link ${seq} names offset ${outside}, which it did not store`, range: span });
  }
  return faults;
}

function countFaults(
  { seq, records, files, deadLettered, tombstones }: Link,
  range: OffsetRange,
): readonly LinkFault[] {
  const claimed = files.reduce((sum, file) => sum + file.records, deadLettered.length + tombstones);
  if (claimed === records) return [];
  const message = `link ${seq} decided ${records} records, its files, dead letters and tombstones are ${claimed}`;
  return [{ message, range }];
}
