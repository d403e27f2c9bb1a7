import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { FoundTopics } from '../clients/connect/topics-read.ts';
import { type Condition, isHealthy } from '../pipeline/status/health.ts';
import type { ConnectorDescription, ConnectorReport, JobReport, StatusReport } from '../pipeline/status/report.ts';
import { reasons } from './job.ts';
import { count, reportLines, waitingText } from './task-report.ts';

function coloured(condition: Condition | JobReport['condition'], healthy: boolean, style: Paint): string {
  if (!healthy) return style.red(condition);
  return condition === 'running' || condition === 'finished' ? style.green(condition) : style.yellow(condition);
}

function tasksCell({ tasks }: ConnectorReport): string {
  const running = tasks.filter(({ state }) => state === 'RUNNING').length;
  return `${running}/${tasks.length}`;
}

function lagCell({ lag, partitions, lagUnknown }: ConnectorReport): string {
  if (lagUnknown !== undefined) return '?';
  if (lag === null) return '';
  return partitions.every(({ exact }) => exact) ? String(lag) : `≤ ${lag}`;
}

/** When it was proven last, and that it was not so. */
function provenCell({ proof, notVerified }: Pick<ConnectorReport, 'proof' | 'notVerified'>, style: Paint): string {
  if (proof === undefined) return notVerified === undefined ? '' : style.red('never');
  if (proof.ok === null) return style.dim('not provable');
  const when = `${ageText(proof.age)} ago`;
  if (!proof.ok) return style.red(`failed ${when}`);
  return notVerified === undefined ? style.green(when) : style.yellow(when);
}

/** `40s`, `3m`, `2h`, `5d`. */
function ageText(seconds: number): string {
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

/** Columns that are shown even when they are empty. */
const always = 5;

/** The table of `status`, then one line for each thing that is not well. */
export function renderStatus({ connectors, jobs }: StatusReport, output: Output): string {
  const style = paint(output);
  const rows = [
    ...connectors.map((one) => [
      printable(one.name),
      one.type,
      coloured(one.condition, one.healthy, style),
      tasksCell(one),
      lagCell(one),
      one.records === null ? '' : count(one.records),
      one.rate === null ? '' : `${count(one.rate)}/s`,
      provenCell(one, style),
    ]),
    ...jobs.map((job) => [
      printable(job.name),
      job.kind,
      coloured(job.condition, job.healthy, style),
      '',
      job.metrics.lag === undefined ? '' : String(job.metrics.lag),
      job.metrics.records === undefined ? '' : count(job.metrics.records),
      job.metrics.rate === undefined ? '' : `${job.metrics.rate}/s`,
      provenCell(job, style),
    ]),
  ];
  if (rows.length === 0) return 'There is neither a connector nor a job.\n';
  const columns = [
    { title: 'NAME' },
    { title: 'TYPE' },
    { title: 'STATE' },
    { title: 'TASKS', align: 'right' },
    { title: 'LAG', align: 'right' },
    { title: 'RECORDS', align: 'right' },
    { title: 'RATE', align: 'right' },
    { title: 'PROVEN' },
  ] as const;
  const lines = [
    ...connectors.flatMap((one) => saidOfConnector(one).map((text) => told(one, text, style))),
    ...jobs.flatMap((job) => saidOfJob(job).map((text) => told(job, text, style))),
  ];
  const isShown = (column: number) => column < always || rows.some((row) => row[column] !== '');
  const shown = columns.filter((_, column) => isShown(column));
  const cells = rows.map((row) => row.filter((_, column) => isShown(column)));
  return table(shown, cells) + (lines.length === 0 ? '' : `\n${lines.join('')}`);
}

function told({ name, healthy }: { name: string; healthy: boolean }, text: string, style: Paint): string {
  return `${(healthy ? style.yellow : style.red)(printable(name))}: ${printable(text)}\n`;
}

/** What there is to say of a connector beside its row. */
export function saidOfConnector(one: ConnectorReport): readonly string[] {
  const { condition, error, waiting, silent, found, notVerified, lagUnknown } = one;
  const proven = [
    ...(lagUnknown === undefined ? [] : [`how far it is behind is not known: ${lagUnknown}`]),
    ...(found === undefined ? [] : saidOfFound(found)),
    ...(notVerified === undefined ? [] : [notVerified]),
  ];
  if (waiting !== undefined) return [waitingText(waiting), ...proven];
  if (!isHealthy(condition)) return [error ?? explain(condition), ...proven];
  return [...(silent === undefined ? [] : [`its task runs, and has not reported since ${silent}`]), ...proven];
}

/** A pattern that finds nothing looks well, and stores nothing. */
function saidOfFound({ pattern, topics, unreadable }: FoundTopics): readonly string[] {
  if (unreadable) return [`which topics \`${pattern}\` finds is not known here: only Java reads it so`];
  return topics.length > 0 ? [] : [`no topic matches its pattern \`${pattern}\` yet`];
}

/** The same of a job. */
export function saidOfJob({ condition, waits, error, notVerified }: JobReport): readonly string[] {
  const proven = notVerified === undefined ? [] : [notVerified];
  if (condition === 'failed' || condition === 'unknown') return [error ?? explain(condition), ...proven];
  const why = reasons(condition, waits, error);
  return [...(why.length === 0 ? [] : [why.join('; ')]), ...proven];
}

function explain(condition: string): string {
  if (condition === 'no-tasks') return 'it has no task, so it moves nothing';
  if (condition === 'unassigned') return 'no worker runs it';
  if (condition === 'unknown') return 'no host has reported for 20 s';
  return condition;
}

/** `status NAME`: configuration, tasks with their whole traces, offsets. */
export function renderDescription(one: ConnectorDescription, output: Output): string {
  const style = paint(output);
  const safe = (text: string) => printable(text);
  const head = [
    `${style.bold(safe(one.name))} ${coloured(one.condition, one.healthy, style)}`,
    `  ${one.type} ${safe(one.class)} on ${safe(one.worker)}`,
    ...(one.pipeline === null ? ['  not made by pipeline'] : [`  pipeline ${safe(one.pipeline)}`]),
  ];
  const tasks = one.tasks.flatMap(({ id, state, worker, trace }) => [
    `  task ${id}: ${state === 'RUNNING' ? state : style.red(state)} on ${safe(worker)}`,
    ...(trace === undefined
      ? []
      : safe(trace)
          .trimEnd()
          .split('\n')
          .map((line) => `    ${line}`)),
  ]);
  const said = saidOfConnector(one).map((text) => `  ${(one.healthy ? style.yellow : style.red)(safe(text))}`);
  const lag = one.partitions.map(
    ({ topic, partition, position, lag: behind, exact }) =>
      `  ${safe(topic)}-${partition}: at ${position}, ${exact ? '' : 'at most '}${behind} records behind`,
  );
  const offsets = one.offsets.map(({ partition, offset }) =>
    safe(`  ${JSON.stringify(partition)}: ${JSON.stringify(offset)}`),
  );
  const config = Object.entries(one.config).map(([key, value]) => `  ${safe(key)}: ${safe(value)}`);
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style.bold(title), ...lines];
  return [
    ...head,
    ...said,
    ...section('Tasks', tasks),
    ...section('Reported', one.reports.flatMap(reportLines)),
    ...section('Lag', lag),
    ...section('Offsets', offsets),
    ...section('Configuration', config),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
