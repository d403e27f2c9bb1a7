import type { Gaps, Mark } from './gaps.ts';

/** A record of one partition in time. */
export interface PlacedMark extends Mark {
  readonly partition: number;
}

/** A time without a record in any partition; without `until` it lasts. */
export interface Silence {
  /** The last record before it. */
  readonly from: PlacedMark;
  readonly until?: PlacedMark;
}

interface Interval {
  readonly from?: PlacedMark;
  readonly until?: PlacedMark;
}

/** What is known of one partition. */
export interface PartitionGaps {
  readonly partition: number;
  readonly gaps: Pick<Gaps, 'first' | 'last' | 'gaps' | 'horizon'>;
}

/** Times longer than `limit` ms in which no partition has a record, by time; the last one lasts until now. */
export function silencesOf(partitions: readonly PartitionGaps[], limit: number): Silence[] {
  const known = partitions.filter(({ gaps }) => gaps.first !== undefined);
  if (known.length === 0) return [];
  const all = known.map(intervalsOf).reduce((one, other) => common(one, other, limit));
  return all.flatMap(({ from, until }) => (from === undefined ? [] : [{ from, ...(until && { until }) }]));
}

/** Silences before it are not known any more. */
export const horizonOf = (partitions: readonly PartitionGaps[]): number =>
  Math.max(Number.NEGATIVE_INFINITY, ...partitions.map(({ gaps }) => gaps.horizon ?? Number.NEGATIVE_INFINITY));

function intervalsOf({ partition, gaps: { first, last, gaps } }: PartitionGaps): Interval[] {
  const at = (mark: Mark): PlacedMark => ({ ...mark, partition });
  return [
    ...(first === undefined ? [] : [{ until: at(first) }]),
    ...gaps.map(({ from, until }) => ({ from: at(from), until: at(until) })),
    ...(last === undefined ? [] : [{ from: at(last) }]),
  ];
}

/** What is in an interval of each side, where it is longer than `limit`. */
function common(left: readonly Interval[], right: readonly Interval[], limit: number): Interval[] {
  const found: Interval[] = [];
  for (let [i, j] = [0, 0]; ; ) {
    const [one, other] = [left[i], right[j]];
    if (one === undefined || other === undefined) return found;
    const from = later(one.from, other.from);
    const until = earlier(one.until, other.until);
    const length = (until?.time ?? Number.POSITIVE_INFINITY) - (from?.time ?? Number.NEGATIVE_INFINITY);
    if (length > limit) found.push({ ...(from && { from }), ...(until && { until }) });
    if ((one.until?.time ?? Number.POSITIVE_INFINITY) <= (other.until?.time ?? Number.POSITIVE_INFINITY)) i++;
    else j++;
  }
}

/** Of records at the same time, the one with the smallest partition stands for all. */
const precedes = (one: PlacedMark, other: PlacedMark): boolean => one.partition < other.partition;

function later(one: PlacedMark | undefined, other: PlacedMark | undefined): PlacedMark | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.time === other.time) return precedes(one, other) ? one : other;
  return one.time > other.time ? one : other;
}

function earlier(one: PlacedMark | undefined, other: PlacedMark | undefined): PlacedMark | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.time === other.time) return precedes(one, other) ? one : other;
  return one.time < other.time ? one : other;
}
