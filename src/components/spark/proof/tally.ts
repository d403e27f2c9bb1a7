import type { Finding, OffsetRange, PartitionProof } from '../../../verify/proof.ts';

/** What a partition holds and what was stored of it, offset by offset from `range.from` on. */
export interface Tally {
  readonly range: OffsetRange;
  /** 1 where the topic holds a committed record. */
  readonly expected: Uint8Array;
  /** How many rows say they are this record. */
  readonly stored: Uint8Array;
  /** Rows beyond the range. */
  outside: number;
  /** Rows that hold the text of a value that is not what its event says. */
  unreadable: number;
}

/** Holds the stored offsets of a partition against those of the topic. */
export function compareOffsets(
  { range, expected, stored, outside, unreadable }: Tally,
  topic: string,
  partition: number,
): { readonly proof: PartitionProof; readonly findings: readonly Finding[] } {
  const missing = rangesWhere(expected.length, (index) => expected[index] === 1 && stored[index] === 0);
  const twice = rangesWhere(expected.length, (index) => (stored[index] ?? 0) > (expected[index] ?? 0));
  const sum = (values: Uint8Array) => values.reduce((total, value) => total + value, 0);
  const size = (ranges: readonly OffsetRange[]) => ranges.reduce((total, { from, to }) => total + to - from, 0);
  const place = { topic, partition };
  const absolute = ({ from, to }: OffsetRange) => ({ from: from + range.from, to: to + range.from });
  const findings: Finding[] = [
    ...missing.map((one): Finding => {
      return { kind: 'missing', failure: true, message: 'records without a row', ...place, range: absolute(one) };
    }),
    ...twice.map((one): Finding => {
      return { kind: 'duplicate', failure: true, message: 'more rows than records', ...place, range: absolute(one) };
    }),
    ...(outside === 0
      ? []
      : [
          {
            kind: 'duplicate',
            failure: true,
            message: `${outside} rows of offsets that no batch covers`,
            ...place,
          } as const,
        ]),
    ...(unreadable === 0
      ? []
      : [
          {
            kind: 'unchecked',
            failure: false,
            message: `${unreadable} records are not what their event says; their text stands in _unreadable`,
            ...place,
          } as const,
        ]),
  ];
  const rows = sum(stored);
  const duplicates = rows - (sum(expected) - size(missing)) + outside;
  return {
    proof: {
      ...place,
      records: sum(expected),
      stored: rows + outside,
      missing: size(missing),
      duplicates,
      deadLettered: 0,
      deadLetterRepeats: 0,
      tombstones: 0,
      retired: 0,
      changed: 0,
      lag: 0,
      covered: range,
      provenBefore: range.from,
    },
    findings,
  };
}

/** The runs of indexes below `length` for which `holds`. */
function rangesWhere(length: number, holds: (index: number) => boolean): OffsetRange[] {
  const ranges: OffsetRange[] = [];
  let from = -1;
  for (let index = 0; index <= length; index++) {
    const inside = index < length && holds(index);
    if (inside && from < 0) from = index;
    if (inside || from < 0) continue;
    ranges.push({ from, to: index });
    from = -1;
  }
  return ranges;
}
