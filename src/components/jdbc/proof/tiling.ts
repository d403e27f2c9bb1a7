import type { Finding, OffsetRange } from '../../../verify/proof.ts';
import type { Decided } from './control.ts';

type Place = Pick<Finding, 'topic' | 'partition'>;

/** What is wrong with the ranges themselves, and the offsets between them of which they say nothing. */
export interface Tiling {
  readonly covered: OffsetRange | undefined;
  readonly gaps: readonly OffsetRange[];
  readonly findings: readonly Finding[];
}

/** Whether ranges follow each other without a gap and without an overlap, up to where the sink stands. Pure. */
export function tilingOf({ ranges, next, dead }: Decided, place: Place): Tiling {
  const findings: Finding[] = [];
  const gaps: OffsetRange[] = [];
  const broken = (message: string, range: OffsetRange) =>
    findings.push({ kind: 'broken-ranges', failure: true, message, ...place, range });
  const first = ranges[0];
  if (first === undefined) {
    if (next > 0)
      broken(`the sink stands at offset ${next}, and no range says what became of those before`, { from: 0, to: next });
    return { covered: undefined, gaps, findings };
  }
  let position = first.from;
  for (const { from, to, rows, dead: letters, tombstones } of ranges) {
    if (from > position) {
      gaps.push({ from: position, to: from });
      broken('no range speaks for these offsets', { from: position, to: from });
    }
    if (from < position) broken('two ranges speak for these offsets', { from, to: position });
    if (to < from || rows < 0 || letters < 0 || tombstones < 0)
      broken('this is no range', { from: Math.min(from, to), to: Math.max(from, to) });
    position = Math.max(position, to);
  }
  if (next > position) {
    gaps.push({ from: position, to: next });
    broken(`the sink stands at offset ${next}, and no range speaks for these offsets`, { from: position, to: next });
  }
  if (next < position) {
    broken(`the sink stands at offset ${next}, and ranges go further`, { from: next, to: position });
  }
  for (const range of ranges) {
    const written = dead.filter((offset) => offset >= range.from && offset < range.to).length;
    if (written === range.dead) continue;
    broken(`the range counts ${range.dead} dead-lettered records, and ${written} are written down`, range);
  }
  const astray = dead.find((offset) => !ranges.some((range) => offset >= range.from && offset < range.to));
  if (astray !== undefined) {
    broken('a dead letter is written down, and no range speaks for its offset', { from: astray, to: astray + 1 });
  }
  return { covered: { from: first.from, to: Math.max(position, next) }, gaps, findings };
}
