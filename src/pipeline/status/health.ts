import type { LiveConnector } from '../../clients/connect/model.ts';
import { reasonOf } from '../../clients/connect/trace.ts';

export type Condition =
  | 'running'
  | 'waiting'
  | 'finished'
  | 'paused'
  | 'stopped'
  | 'starting'
  | 'unassigned'
  | 'no-tasks'
  | 'partly-failed'
  | 'failed';

/** Conditions in which somebody has to do something. */
const bad: readonly Condition[] = ['unassigned', 'no-tasks', 'partly-failed', 'failed'];

export function isHealthy(condition: Condition): boolean {
  return !bad.includes(condition);
}

/** Whether the connector itself or one of its tasks failed. */
export const hasFailed = ({ state, tasks }: LiveConnector): boolean =>
  state === 'FAILED' || tasks.some((task) => task.state === 'FAILED');

/** Why it failed, in one line: the connector itself, else its first failed task. */
export function failureOf(live: LiveConnector): string | undefined {
  const trace = live.trace ?? live.tasks.find((task) => task.state === 'FAILED')?.trace;
  return trace === undefined ? undefined : reasonOf(trace);
}

/**
 * The worst of a connector and its tasks: RUNNING with a failed task is no success, nor is RUNNING without any task.
 * `finished`: a finite source wrote all it was to write; `waits`: its tasks run, and one of them says that it waits.
 */
export function conditionOf(live: LiveConnector, finished = false, waits = false): Condition {
  const { state, tasks } = live;
  const failed = tasks.filter((task) => task.state === 'FAILED').length;
  if (state === 'STOPPED') return 'stopped';
  if (state === 'FAILED' || (failed > 0 && failed === tasks.length)) return 'failed';
  if (failed > 0) return 'partly-failed';
  if (state === 'PAUSED') return 'paused';
  if (state === 'UNASSIGNED') return 'unassigned';
  if (state === 'RESTARTING' || tasks.some((task) => task.state === 'RESTARTING')) return 'starting';
  if (tasks.length === 0) return 'no-tasks';
  if (tasks.some((task) => task.state !== 'RUNNING')) return 'unassigned';
  if (waits) return 'waiting';
  return finished ? 'finished' : 'running';
}
