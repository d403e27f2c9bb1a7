import { printable } from '../base/text/printable.ts';
import type { TaskReport } from '../pipeline/status/task-reports.ts';
import type { Waiting } from '../pipeline/status/waiting.ts';

export const count = (value: number): string => value.toLocaleString('en-US');

/** What a connector waits for, since when, and when it tries next. */
export function waitingText({ reason, since, next }: Waiting): string {
  return `${reason}; waiting since ${since}${next === undefined ? '' : `, next try at ${next}`}`;
}

/** Everything a task reported, a line for each matter. */
export function reportLines({
  task,
  state,
  started,
  time,
  skipped,
  waits,
  since,
  next,
  metrics,
}: TaskReport): string[] {
  const { records = 0, rate = 0, deadLettered = 0, tombstones = 0 } = metrics;
  const reasons = Object.entries(skipped ?? {}).map(([reason, times]) => `    ${count(times)} skipped: ${reason}`);
  return [
    `  task ${task}: ${state} since ${started}, said at ${time}`,
    `    ${count(records)} records, ${count(rate)}/s over the last minute`,
    ...(deadLettered === 0 ? [] : [`    ${count(deadLettered)} dead-lettered`]),
    ...(tombstones === 0 ? [] : [`    ${count(tombstones)} tombstones counted`]),
    ...reasons,
    ...(waits === undefined
      ? []
      : [
          `    ${waitingText({ reason: waits, since: since ?? started, long: true, ...(next === undefined ? {} : { next }) })}`,
        ]),
  ].map(printable);
}
