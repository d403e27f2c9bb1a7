import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import { type StatisticsReport, sentText } from '../statistics/audit/report.ts';
import type { SentReport } from '../statistics/audit/sent.ts';
import { renderTable } from './statistics.ts';

const count = (value: number) => value.toLocaleString('en-US');

/** The blocks of `statistics`, some events, and a line for each comparison. */
export function renderStatistics(report: StatisticsReport, output: Output): string {
  const style = paint(output);
  const samples = report.samples.map(
    ({ topic, partition, offset, line }) =>
      `${style.dim(printable(`${topic}-${partition}@${offset}`))}  ${printable(line)}`,
  );
  return [
    report.tables.map((table) => renderTable(table, output)).join('\n'),
    section('Samples', samples, style),
    section('Compared', comparisons(report, style), style),
    report.ok
      ? ''
      : section(
          'Not as it must be',
          report.problems.map((line) => style.red(printable(line))),
          style,
        ),
  ].join('');
}

const section = (title: string, lines: readonly string[], style: Paint): string =>
  lines.length === 0 ? '' : `\n${style.bold(title)}\n${lines.map((line) => `  ${line}\n`).join('')}`;

function comparisons(report: StatisticsReport, { green, red, yellow }: Paint): readonly string[] {
  const { topics, sent, expected, deployed, differences, notes } = report;
  const received = topics.reduce((sum, { records }) => sum + records, 0);
  const verdict = (ok: boolean | null, text: string) => (ok === null ? yellow : ok ? green : red)(printable(text));
  const jobs = [...Map.groupBy(deployed, ({ job }) => job)].map(([job, judgements]) => {
    const [counted, differing] = [
      sumOf(judgements, (one) => one.counted),
      sumOf(judgements, (one) => one.differences.length),
    ];
    const unchecked = judgements.filter((one) => one.unchecked !== undefined).length;
    const equal =
      differing === 0 && judgements.every((one) => one.unchecked !== undefined || one.counted === one.records);
    const numbers = equal ? 'every number equal' : `${count(differing)} numbers differ`;
    const rest =
      unchecked === 0
        ? ''
        : `; ${unchecked} partitions cannot be compared (${judgements.find((one) => one.unchecked)?.unchecked})`;
    const text = `${job}: ${count(counted)} records counted as of the same offsets, ${numbers}${rest}`;
    return verdict(equal ? (unchecked === 0 ? true : null) : false, text);
  });
  return [
    verdict(
      differences.length === 0,
      `counted a second time: ${differences.length === 0 ? 'every number equal' : 'numbers differ'}`,
    ),
    ...(expected === undefined
      ? []
      : [
          verdict(
            expected === received,
            `received ${count(received)} of ${count(expected)} expected${percent(received, expected)}`,
          ),
        ]),
    ...sent.map((one) => verdict(one.ok, sentLine(one))),
    ...(sent.length === 0 ? [yellow('no source of this cluster says what it sent to them')] : []),
    ...jobs,
    ...notes.map((note) => yellow(printable(note))),
  ];
}

const sumOf = <T>(all: readonly T[], of: (one: T) => number) => all.reduce((sum, one) => sum + of(one), 0);

function sentLine(one: SentReport): string {
  const sources = one.sources.join(', ');
  if (one.ok === null) return `received ${count(one.received)}; not compared with what was sent: ${one.why ?? ''}`;
  return `received ${count(one.received)} of ${sentText(one)} sent by ${sources}${percent(one.received, one.sent.most)}`;
}

const percent = (part: number, whole: number) => (whole === 0 ? '' : `: ${floored((100 * part) / whole)} %`);

/** 99.999 % must not look like 100 %. */
const floored = (value: number) => (Math.floor(value * 10) / 10).toLocaleString('en-US');
