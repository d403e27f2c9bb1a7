import { type StatisticsSpec, tablesOf } from '../spec.ts';
import { type TableJson, tableJson } from '../totals.ts';
import { type CountedPart, countsAlike, type DeployedJob, type Sample } from './count-again.ts';
import type { Difference } from './figures.ts';
import type { Judgement } from './judge.ts';
import { compareSent, type SentReport, type Source } from './sent.ts';

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

interface Made {
  readonly cluster: string;
  readonly topics: readonly string[];
  readonly spec: StatisticsSpec;
  readonly jobs: readonly DeployedJob[];
  readonly counted: readonly CountedPart[];
  readonly sources: readonly Source[];
  readonly notes: readonly string[];
  readonly expected: number | undefined;
}

/** Puts together what was counted, and judges it. */
export function reportOf({ cluster, topics, spec, jobs, counted, sources, notes, expected }: Made): StatisticsReport {
  const read = topics.map((topic) => {
    const parts = counted.filter((part) => part.topic === topic);
    return {
      topic,
      records: parts.reduce((sum, { records }) => sum + records, 0),
      gone: parts.reduce((sum, { start }) => sum + start, 0),
    };
  });
  const compared = {
    topics: read,
    differences: counted.flatMap(({ differences }) => differences),
    sent: compareSent(sources, read),
    ...(expected === undefined ? {} : { expected }),
    deployed: counted.flatMap(({ judgements }) => judgements),
  };
  const problems = problemsOf(compared);
  return {
    version: 1,
    cluster,
    ok: problems.length === 0,
    ...compared,
    tables: Object.entries(spec.tables).map(([name, table]) =>
      tableJson(
        name,
        table,
        spec.events,
        counted.flatMap(({ tables }) => tables.get(name) ?? []),
      ),
    ),
    samples: firstOfTypes(counted),
    notes: [...notes, ...read.flatMap(noteOf), ...jobs.flatMap((job) => notesOf(job, spec, topics))],
    problems,
  };
}

const noteOf = ({ topic, records, gone }: StatisticsReport['topics'][number]): string[] => [
  ...(records === 0 ? [`${topic} holds no event`] : []),
  ...(gone > 0 ? [`${count(gone)} offsets of ${topic} are no longer there: its oldest records were deleted`] : []),
];

function notesOf({ name, spec: own, states }: DeployedJob, spec: StatisticsSpec, topics: readonly string[]): string[] {
  const read = topics.filter((topic) => tablesOf(own, topic).size > 0);
  return read.flatMap((topic) => [
    ...(countsAlike(spec, own, topic)
      ? []
      : [`${name} counts ${topic} otherwise than is declared here; \`pipeline plan\` shows it`]),
    ...(states.some((state) => state.topic === topic) ? [] : [`${name} has stored nothing of ${topic} yet`]),
  ]);
}

/** Partitions have most types in common. */
function firstOfTypes(counted: readonly CountedPart[]): readonly Sample[] {
  const most = counted.toSorted((left, right) => right.samples.length - left.samples.length);
  return [...Map.groupBy(most, ({ topic }) => topic).values()].flatMap(([first]) => first?.samples ?? []);
}

const count = (value: number) => value.toLocaleString('en-US');

/** What is wrong with a report, one sentence each. */
function problemsOf({
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
