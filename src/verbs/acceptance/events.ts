import type { Check, Plot } from '../../acceptance/report.ts';
import type { StatisticsReport } from '../../statistics/audit/report.ts';
import type { SentReport } from '../../statistics/audit/sent.ts';
import type { TableJson } from '../../statistics/totals.ts';
import { sumText } from '../../ui/statistics.ts';
import statistics from '../statistics.ts';
import { asked, type Stage } from './asked.ts';
import { attempt } from './attempt.ts';
import { rates } from './course.ts';

/** Values of a field that the line of a check names; the plots and `pipeline statistics` have more. */
const NAMED = 8;
const number = (value: number) => value.toLocaleString('en-US');

/** Counts the events of `topics`: sent beside received, by the fields that the files count, twice, and as deployed. */
export async function events(
  stage: Stage,
  topics: readonly string[],
): Promise<{ readonly checks: readonly Check[]; readonly plots: readonly Plot[] }> {
  if (topics.length === 0) return { checks: [], plots: [] };
  let plots: readonly Plot[] = [];
  const about = { group: 'Events', name: 'the events are counted', how: '`pipeline statistics`' };
  const checks = await attempt(about, async () => {
    const own = { fromBeginning: true, file: stage.files };
    const report = await asked<StatisticsReport, typeof own>(stage, statistics.run, topics, own);
    if (report === undefined) return [];
    plots = [...report.tables.flatMap(plotsOf), ...(await rates(stage, topics))];
    return checksOf(report);
  });
  return { checks, plots };
}

/** What a report of `pipeline statistics` comes to. Pure. */
export function checksOf(report: StatisticsReport): readonly Check[] {
  return [
    ...report.topics.flatMap(empty),
    ...report.sent.map(sent),
    ...report.tables.flatMap(counted(report)),
    ...deployed(report),
  ];
}

/** A topic without events proves nothing, and is said. */
const empty = ({ topic, records }: StatisticsReport['topics'][number]): readonly Check[] =>
  records > 0
    ? []
    : [
        {
          group: `Events of ${topic}`,
          name: 'events in the topic',
          outcome: 'unproven',
          found: '0',
          how: 'committed records of the topic from its oldest offset on',
          problem: 'the topic holds no event, so nothing about it is proven',
        },
      ];

function sent({ sources, topics, sent: { least, most }, received, ok, why }: SentReport): Check {
  return {
    group: `Events of ${topics.join(', ')}`,
    name: 'received of those that were sent',
    outcome: ok === null ? 'unproven' : ok ? 'passed' : 'failed',
    found: number(received),
    expected: least === most ? number(least) : `${number(least)} to ${number(most)}`,
    how: `committed records of ${topics.join(', ')}; what ${sources.join(', ')} committed to have sent, in Connect's offsets`,
    ...(ok === true ? {} : { problem: why ?? 'what was sent and what is there differ' }),
    ...(ok === false ? { hint: '`pipeline status` shows the source and its last error.' } : {}),
  };
}

const counted =
  ({ differences }: StatisticsReport) =>
  (table: TableJson): readonly Check[] => {
    const wrong = differences.filter((one) => one.table === table.name);
    const group = `Events of ${table.topics.join(', ')}`;
    const how = `counted over the topic from its oldest record on, and again by a second, naive count (${table.name})`;
    const judged =
      wrong.length === 0
        ? ({ outcome: 'passed' } as const)
        : ({
            outcome: 'failed',
            problem: `the two counts differ in ${wrong.map(({ what }) => what).join(', ')}`,
            hint: 'This is a fault of the tool: please report it.',
          } as const);
    const broken = Object.values(table.broken).reduce((sum, times) => sum + times, 0);
    return [
      ...Object.entries(table.counts).map(([field, { values }]) => ({
        group,
        name: `by ${field}`,
        found: valuesText(values),
        how,
        ...judged,
      })),
      ...Object.entries(table.sums).map(([name, sum]) => ({ group, name, found: sumText(sum), how, ...judged })),
      ...(broken === 0
        ? []
        : [{ group, name: 'records that are no such event', found: number(broken), how, ...judged }]),
    ];
  };

function valuesText(values: Readonly<Record<string, number>>): string {
  const entries = Object.entries(values);
  const named = entries.slice(0, NAMED).map(([value, times]) => `${value} ${number(times)}`);
  return [...named, ...(entries.length > NAMED ? [`${number(entries.length - NAMED)} more`] : [])].join(', ');
}

function deployed({ deployed: judgements }: StatisticsReport): readonly Check[] {
  const jobs = Map.groupBy(judgements, ({ job }) => job);
  return [...jobs].map(([job, parts]): Check => {
    const total = (of: 'records' | 'counted') => parts.reduce((sum, part) => sum + part[of], 0);
    const unchecked = parts.find((part) => part.unchecked !== undefined)?.unchecked;
    const differing = parts.flatMap(({ differences }) => differences);
    const fine = differing.length === 0 && (unchecked !== undefined || total('records') === total('counted'));
    return {
      group: 'Statistics',
      name: `${job}: records counted`,
      outcome: !fine ? 'failed' : unchecked === undefined ? 'passed' : 'unproven',
      found: number(total('counted')),
      expected: number(total('records')),
      how: "the deployed job's stored numbers, held against a naive recount as of the same offsets",
      ...(fine
        ? {}
        : { problem: `it differs in ${differing.map(({ what }) => what).join(', ') || 'the number of records'}` }),
      ...(fine && unchecked !== undefined ? { problem: unchecked } : {}),
    };
  });
}

/** Bars of the most frequent values of each counted field. */
const plotsOf = ({ name, topics, counts }: TableJson): readonly Plot[] =>
  Object.entries(counts).map(([field, { values }]) => ({
    kind: 'bars',
    title: `${topics.join(', ')} by ${field} (${name})`,
    unit: 'events',
    points: Object.entries(values)
      .slice(0, 20)
      .map(([value, times]) => ({ name: value, value: times })),
  }));
