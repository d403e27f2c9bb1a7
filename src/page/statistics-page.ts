import { instantOf } from '../base/time.ts';
import type { CountedJson, TableJson } from '../statistics/totals.ts';
import { type History, perSecond } from './history.ts';
import type { LinePlot } from './wire/plot.ts';
import type { StatisticsTable, ValueCounts } from './wire/statistics.ts';

/** Values of one field that are listed, and that have a line of their own in a plot. */
const LISTED = 20;
const DRAWN = 6;
/** Windows that are drawn. */
const WINDOWS = 240;

/** One entry of `statistics:` as it is shown, with its numbers over time. `job` is whose it is. */
export function statisticsTable(job: string, table: TableJson, history: History): StatisticsTable {
  const { name, topics, events, tombstones, broken, late, counts, sums, windows } = table;
  return {
    name,
    topics,
    events,
    tombstones,
    broken: Object.entries(broken).map(([reason, records]) => ({ reason, records })),
    late,
    counts: Object.entries(counts).map(([field, counted]) => valueCounts(field, counted)),
    sums: Object.entries(sums).map(([named, sum]) => ({ name: named, ...sum })),
    plots: windows === undefined ? watchedPlots(job, table, history) : windowPlots(table, windows.slice(-WINDOWS)),
  };
}

/** The most frequent first: an object lists keys that look like numbers before all others. */
const byEvents = (values: CountedJson['counts'][string]['values']) =>
  Object.entries(values).sort(([left, many], [right, few]) => few - many || (left < right ? -1 : 1));

function valueCounts(field: string, { values, none, other }: CountedJson['counts'][string]): ValueCounts {
  const all = byEvents(values);
  const rest = all.slice(LISTED);
  return {
    field,
    values: all.slice(0, LISTED).map(([value, events]) => ({ value, events })),
    ...(rest.length === 0
      ? {}
      : { more: { values: rest.length, events: rest.reduce((sum, [, events]) => sum + events, 0) } }),
    none,
    other,
  };
}

/** By window of the events' own time, as the entry asks for. */
function windowPlots(table: TableJson, windows: NonNullable<TableJson['windows']>): readonly LinePlot[] {
  const line = (name: string, of: (window: (typeof windows)[number]) => number) => ({
    name,
    points: windows.map((window) => [instantOf(`${window.from}Z`) ?? 0, of(window)] as const),
  });
  const fields = Object.entries(table.counts).map(([field, { values }]) => ({
    title: `Events by ${field}`,
    unit: 'events in each window',
    lines: byEvents(values)
      .slice(0, DRAWN)
      .map(([value]) => line(value, ({ counts }) => counts[field]?.values[value] ?? 0)),
  }));
  const sums = Object.entries(table.sums).map(([name, { unit }]) => ({
    title: name,
    unit: `${unit === undefined ? 'sum' : unit} in each window`,
    lines: [line(name, (window) => Number(window.sums[name]?.total ?? 0))],
  }));
  const all = { title: 'Events', unit: 'in each window', lines: [line('events', ({ events }) => events)] };
  return [...(fields.length === 0 ? [all] : fields), ...sums].map((plot) => ({ ...plot, zoneless: true }));
}

const seriesOf = (job: string, table: string) => `statistics ${job} ${table} `;

/** The numbers of a table that are kept over time, by name. */
export function sampled(
  job: string,
  { name, events, counts, sums }: TableJson,
): readonly (readonly [string, number])[] {
  const prefix = seriesOf(job, name);
  return [
    [`${prefix}events`, events],
    ...Object.entries(counts).flatMap(([field, { values }]) =>
      byEvents(values)
        .slice(0, DRAWN)
        .map(([value, times]) => [`${prefix}count ${field}=${value}`, times] as const),
    ),
    ...Object.entries(sums).map(([sum, { total }]) => [`${prefix}sum ${sum}`, Number(total)] as const),
  ];
}

/** Without windows: what came between two looks of the last hour. */
function watchedPlots(job: string, table: TableJson, history: History): readonly LinePlot[] {
  const prefix = seriesOf(job, table.name);
  const rate = (name: string, series: string) => ({ name, points: perSecond(history.of(`${prefix}${series}`)) });
  const fields = Object.entries(table.counts).map(([field, { values }]) => ({
    title: `Events by ${field}`,
    unit: 'events per second',
    lines: byEvents(values)
      .slice(0, DRAWN)
      .map(([value]) => rate(value, `count ${field}=${value}`)),
  }));
  const sums = Object.entries(table.sums).map(([name, { unit = 'sum' }]) => ({
    title: name,
    unit: `${unit} per second`,
    lines: [rate(name, `sum ${name}`)],
  }));
  const all = { title: 'Events', unit: 'per second', lines: [rate('events', 'events')] };
  return [...(fields.length === 0 ? [all] : fields), ...sums];
}
