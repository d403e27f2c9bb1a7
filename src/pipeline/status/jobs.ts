import { jobError } from '../../jobs/registry/job-error.ts';
import { isFresh, type JobRecord, type JobStatus } from '../../jobs/registry/jobs.ts';
import type { JobReport } from './report.ts';

const conditions: Readonly<Record<string, JobReport['condition']>> = {
  RUNNING: 'running',
  STOPPED: 'stopped',
  STARTING: 'starting',
  FAILED: 'failed',
};

/** A declared job beside what its host last said of it. `now`: milliseconds since the epoch. */
export function reportJob(job: JobRecord, status: JobStatus | undefined, now: number): JobReport {
  const reported = isFresh(status, now) ? (conditions[status.state] ?? 'unknown') : 'unknown';
  // A stopped job needs no host to stay stopped.
  const condition = job.state === 'stopped' && reported === 'unknown' ? 'stopped' : reported;
  const fresh = isFresh(status, now) ? status : undefined;
  const error = condition === 'failed' || condition === 'starting' ? fresh && jobError(fresh) : undefined;
  const waits = fresh?.waits;
  const { name, pipeline, kind } = job;
  return {
    name,
    pipeline,
    kind,
    condition,
    healthy: condition !== 'failed' && condition !== 'unknown',
    host: status?.host ?? '',
    restarts: status?.restarts ?? 0,
    time: status?.time ?? '',
    metrics: status?.metrics ?? {},
    ...(waits === undefined ? {} : { waits }),
    ...(error === undefined ? {} : { error }),
  };
}
