import type { JobRecord, JobStatus } from '../../jobs/registry/jobs.ts';
import type { RunRecord } from '../../jobs/run-record.ts';
import type { DesiredState } from '../compile/desired.ts';
import { reportJob } from './jobs.ts';
import type { JobReport } from './report.ts';

export interface ListedJob {
  readonly name: string;
  readonly engine: string;
  readonly run: 'streaming' | 'manual';
  /**
   * Of a manual job, that of its last run on this machine; `not deployed`: declared, and no `apply` has brought it to
   * the cluster.
   */
  readonly condition: JobReport['condition'] | 'not run yet' | 'finished' | 'not deployed';
  readonly healthy: boolean;
  /** What a deployed one waits for, where it does. */
  readonly waits?: string;
  readonly error?: string;
}

/** Declared jobs and those of the cluster, by name. `now`: milliseconds since the epoch. */
export function listJobs(
  { jobs, manualJobs }: Pick<DesiredState, 'jobs' | 'manualJobs'>,
  live: readonly JobRecord[],
  statuses: readonly JobStatus[],
  now: number,
  lastRun: (name: string) => Pick<RunRecord, 'state' | 'error'> | undefined,
): readonly ListedJob[] {
  const reported = new Map(statuses.map((status) => [status.name, status]));
  const deployed = live.map((job): ListedJob => {
    const { name, kind, condition, healthy, waits, error } = reportJob(job, reported.get(job.name), now);
    return {
      name,
      engine: kind,
      run: 'streaming',
      condition,
      healthy,
      ...(waits === undefined ? {} : { waits }),
      ...(error === undefined ? {} : { error }),
    };
  });
  const known = new Set(live.map(({ name }) => name));
  const declared = [...jobs, ...manualJobs].filter(({ name }) => !known.has(name));
  return [
    ...deployed,
    ...declared.map((job): ListedJob => {
      const { name, kind, run } = job;
      if (run === 'streaming') return { name, engine: kind, run, condition: 'not deployed', healthy: true };
      const last = lastRun(name);
      const error = last?.error;
      const condition = last === undefined ? 'not run yet' : ends[last.state];
      return {
        name,
        engine: kind,
        run,
        condition,
        healthy: condition !== 'failed',
        ...(error === undefined ? {} : { error }),
      };
    }),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const ends = { RUNNING: 'running', FINISHED: 'finished', STOPPED: 'stopped', FAILED: 'failed' } as const;
