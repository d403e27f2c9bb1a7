/** A record in time: its timestamp, partition, offset. */
export type Moment = readonly [time: number, partition: number, offset: number];

/** A time without a record; `until` is absent where it lasts. */
export interface NaiveSilence {
  readonly from: Moment;
  readonly until?: Moment;
}

const byTime = (one: Moment, other: Moment): number => one[0] - other[0] || one[1] - other[1] || one[2] - other[2];

/**
 * Every pair of neighbours in time that are more than `limit` ms apart, and the last moment with nothing after it. Of
 * records at the same time, the one with the smallest partition and offset stands for all.
 */
export function naiveSilences(moments: readonly Moment[], limit: number): NaiveSilence[] {
  const sorted = [...moments].sort(byTime);
  const distinct = sorted.filter(([time], index) => index === 0 || sorted[index - 1]?.[0] !== time);
  return distinct.flatMap((from, index) => {
    const until = distinct[index + 1];
    if (until === undefined) return [{ from }];
    return until[0] - from[0] > limit ? [{ from, until }] : [];
  });
}
