import type { ChainState } from './chain-state.ts';
import { isPresentCommit } from './live-range.ts';
import type { OffsetRange } from './proof.ts';

/** Offsets that a chain covers without any live range or lost range speaking for them, ascending. */
export function gapsOf({ covered, ranges, lost }: ChainState): OffsetRange[] {
  if (covered === undefined) return [];
  const spoken = [...ranges.filter(isPresentCommit), ...lost].sort((a, b) => a.from - b.from || a.to - b.to);
  const gaps: OffsetRange[] = [];
  let position = covered.from;
  for (const { from, to } of spoken) {
    if (from > position) gaps.push({ from: position, to: Math.min(from, covered.to) });
    position = Math.max(position, to);
  }
  if (position < covered.to) gaps.push({ from: position, to: covered.to });
  return gaps.filter(({ from, to }) => from < to);
}

/** The part of `ranges` from `start` on. */
export function from(ranges: readonly OffsetRange[], start: number): OffsetRange[] {
  return ranges.filter(({ to }) => to > start).map((range) => ({ from: Math.max(range.from, start), to: range.to }));
}
