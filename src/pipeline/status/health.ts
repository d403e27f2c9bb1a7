import type { LiveConnector } from '../../clients/connect/model.ts';

export type Condition =
  | 'running'
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

/** First line of why it failed: of the connector itself, else of its first failed task. */
export function firstTrace(live: LiveConnector): string | undefined {
  const trace = live.trace ?? live.tasks.find((task) => task.state === 'FAILED')?.trace;
  return trace?.split('\n')[0];
}

/**
 * The worst of a connector and its tasks: RUNNING with a failed task is no success, nor is RUNNING without any task.
 * `finished`: a finite source wrote all it was to write.
 */
export function conditionOf(live: LiveConnector, finished = false): Condition {
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
  return finished ? 'finished' : 'running';
}
