import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { type Paint, paint } from '../base/text/style.ts';
import { table } from '../base/text/table.ts';
import type { Condition } from '../pipeline/status/health.ts';
import type { ConnectorDescription, ConnectorReport, JobReport, StatusReport } from '../pipeline/status/report.ts';
import { reasons } from './job.ts';

function coloured(condition: Condition | JobReport['condition'], healthy: boolean, style: Paint): string {
  if (!healthy) return style.red(condition);
  return condition === 'running' || condition === 'finished' ? style.green(condition) : style.yellow(condition);
}

function tasksCell({ tasks }: ConnectorReport): string {
  const running = tasks.filter(({ state }) => state === 'RUNNING').length;
  return `${running}/${tasks.length}`;
}

function lagCell({ lag, partitions }: ConnectorReport): string {
  if (lag === null) return '';
  return partitions.every(({ exact }) => exact) ? String(lag) : `≤ ${lag}`;
}

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
      '',
    ]),
    ...jobs.map((job) => [
      printable(job.name),
      job.kind,
      coloured(job.condition, job.healthy, style),
      '',
      job.metrics.lag === undefined ? '' : String(job.metrics.lag),
      job.metrics.rate === undefined ? '' : `${job.metrics.rate}/s`,
    ]),
  ];
  if (rows.length === 0) return 'There is neither a connector nor a job.\n';
  const columns = [
    { title: 'NAME' },
    { title: 'TYPE' },
    { title: 'STATE' },
    { title: 'TASKS', align: 'right' },
    { title: 'LAG', align: 'right' },
    { title: 'RATE', align: 'right' },
  ] as const;
  const rated = jobs.some(({ metrics }) => metrics.rate !== undefined);
  const shown = rated ? columns : columns.slice(0, -1);
  const problems = [...connectors, ...jobs].filter(({ healthy }) => !healthy);
  const problemLines = problems.map(
    (one) => `${style.red(printable(one.name))}: ${printable(one.error ?? explain(one.condition))}\n`,
  );
  const waiting = jobs.flatMap(({ name, healthy, condition, waits, error }) => {
    const why = reasons(condition, waits, error);
    return healthy && why.length > 0 ? [`${style.yellow(printable(name))}: ${printable(why.join('; '))}\n`] : [];
  });
  const lines = [...problemLines, ...waiting];
  return (
    table(shown, rated ? rows : rows.map((row) => row.slice(0, -1))) + (lines.length === 0 ? '' : `\n${lines.join('')}`)
  );
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
    ...section('Tasks', tasks),
    ...section('Lag', lag),
    ...section('Offsets', offsets),
    ...section('Configuration', config),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
