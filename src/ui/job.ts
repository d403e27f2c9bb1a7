import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import type { RunRecord } from '../jobs/run-record.ts';
import type { JobReport } from '../pipeline/status/report.ts';

/** `jobs status` of a deployed job. */
export function renderJob(report: JobReport, output: Output): string {
  const { name, kind, condition, healthy, host, restarts, metrics, waits, error } = report;
  const style = paint(output);
  const state = healthy ? style.green(condition) : style.red(condition);
  const figures = Object.entries(metrics).map(([metric, value]) => `  ${metric.padEnd(10)} ${value}`);
  return [
    `${style.bold(printable(name))} ${state}`,
    `  ${kind} on ${printable(host === '' ? 'no host' : host)}, started again ${restarts} times`,
    ...figures,
    ...reasons(condition, waits, error).map((reason) => `  ${(healthy ? style.yellow : style.red)(printable(reason))}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** What a job waits for, and why it failed, or did before it was started again. */
export function reasons(condition: string, waits: string | undefined, error: string | undefined): readonly string[] {
  const failure = error === undefined || condition !== 'starting' ? error : `it failed before: ${error}`;
  return [waits, failure].filter((text) => text !== undefined);
}

/** `jobs status` of a job that is run by hand: its last run, and what its engine says of the result. */
export function renderRun(name: string, run: RunRecord | undefined, result: string, output: Output): string {
  const style = paint(output);
  if (run === undefined) return `${style.bold(printable(name))} has not been run from here\n`;
  const state = run.state.toLowerCase();
  const colour = { RUNNING: style.green, FINISHED: style.green, STOPPED: style.yellow, FAILED: style.red }[run.state];
  const lines = [
    `${style.bold(printable(name))} ${colour(state)}`,
    `  ${run.engine}, ${run.began} to ${run.ended ?? 'now'}, process ${run.pid}`,
    ...(run.said === undefined || run.state !== 'RUNNING' ? [] : [`  ${printable(run.said)}`]),
    ...[run.error, run.hint].flatMap((text) => (text === undefined ? [] : [`  ${colour(printable(text))}`])),
  ];
  return lines.map((line) => `${line}\n`).join('') + printable(result).replace(/^(?=.)/gm, '  ');
}
