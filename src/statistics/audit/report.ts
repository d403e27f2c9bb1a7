import type { TableJson } from '../totals.ts';
import type { Difference } from './figures.ts';
import type { Judgement } from './judge.ts';
import type { SentReport } from './sent.ts';

/** An event as it is shown. */
export interface Sample {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly line: string;
}

/** `pipeline statistics -o json`; documented in docs/statistics.md. */
export interface StatisticsReport {
  readonly version: 1;
  readonly cluster: string;
  readonly ok: boolean;
  /** What was read of each topic. */
  readonly topics: readonly {
    readonly topic: string;
    readonly records: number;
    /** Offsets below the oldest record, which are no longer there. */
    readonly gone: number;
  }[];
  readonly tables: readonly TableJson[];
  readonly samples: readonly Sample[];
  /** Where the count and the second count differ. */
  readonly differences: readonly (Difference & { readonly table: string })[];
  readonly sent: readonly SentReport[];
  /** With `--expect`. */
  readonly expected?: number;
  /** The deployed jobs' numbers as of their offsets, held against the second count. */
  readonly deployed: readonly (Judgement & { readonly job: string })[];
  /** What could not be compared, and why. */
  readonly notes: readonly string[];
  /** What is wrong; empty when `ok`. */
  readonly problems: readonly string[];
}

const count = (value: number) => value.toLocaleString('en-US');

/** What is wrong with a report, one sentence each. */
export function problemsOf({
  topics,
  differences,
  sent,
  expected,
  deployed,
}: Pick<StatisticsReport, 'topics' | 'differences' | 'sent' | 'expected' | 'deployed'>): string[] {
  const received = topics.reduce((sum, { records }) => sum + records, 0);
  return [
    ...(expected === undefined || expected === received
      ? []
      : [`${count(expected)} records were expected, ${count(received)} are there`]),
    ...sent
      .filter(({ ok }) => ok === false)
      .map((one) => `${one.sources.join(', ')} sent ${sentText(one)} records, ${count(one.received)} are there`),
    ...differences.map((one) => `${one.table}: ${differenceText(one)}`),
    ...deployed.flatMap(({ job, topic, partition, records, counted, differences: found, unchecked }) => [
      ...(unchecked !== undefined || records === counted
        ? []
        : [`${job} has counted ${count(counted)} of ${count(records)} records of ${topic}-${partition}`]),
      ...found.map((one) => `${job}, ${topic}-${partition}, ${one.table}: ${differenceText(one)}`),
    ]),
  ];
}

export const sentText = ({ sent: { least, most } }: SentReport): string =>
  least === most ? count(least) : `${count(least)} to ${count(most)}`;

const differenceText = ({ what, counted, recounted }: Difference) =>
  `${what} is ${counted ?? 'nowhere'}; counted again it is ${recounted ?? 'nowhere'}`;
