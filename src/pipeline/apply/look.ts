import type { Clients } from '../../clients/clients.ts';
import type { ConnectorState } from '../../clients/connect/client.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { jobError } from '../../jobs/registry/job-error.ts';
import { isFresh, type JobStatus, readJobStatus } from '../../jobs/registry/jobs.ts';
import type { Scope } from '../plan/plan.ts';
import { type Condition, conditionOf, failureOf } from '../status/health.ts';
import { doesReport, isSpeaking, readTaskReports, reportsOf, type TaskReport } from '../status/task-reports.ts';
import { waitingOf } from '../status/waiting.ts';

/** What connectors and jobs are to become, by name. */
export type Expectation = Pick<Scope, 'connectors' | 'jobs'>;

/** What was seen of a connector or job, against what is expected of it. */
export interface Look {
  readonly name: string;
  readonly verdict: 'well' | 'waiting' | 'failed';
  /** In a few words, for people. */
  readonly found: string;
}

/**
 * Milliseconds after which tasks that have not reported are taken for such as may not: reports are no condition of
 * work.
 */
const reportsWithin = 10_000;

/** What is seen at one moment: milliseconds since the epoch, and since the waiting began. */
interface Moment {
  readonly now: number;
  readonly waited: number;
}

/** What is usual for a moment after a write, and says nothing by its name. */
const inWords: Partial<Record<Condition, string>> = { 'no-tasks': 'no task yet', unassigned: 'no worker runs it yet' };

/** One connector at a moment, of which its tasks have `reported`. */
export function lookAtConnector(
  name: string,
  wanted: ConnectorState,
  live: LiveConnector | undefined,
  reported: readonly TaskReport[],
  { now, waited }: Moment,
): Look {
  if (live === undefined) return { name, verdict: 'waiting', found: 'not there yet' };
  const condition = conditionOf(live);
  if (condition === 'failed' || condition === 'partly-failed') {
    return { name, verdict: 'failed', found: `failed: ${failureOf(live) ?? condition}` };
  }
  if (condition !== 'running' || wanted !== 'running' || !doesReport(live)) {
    return { name, verdict: condition === wanted ? 'well' : 'waiting', found: inWords[condition] ?? condition };
  }
  const reports = reportsOf(live, reported).filter((report) => isSpeaking(report, now));
  const waiting = waitingOf(reports, now);
  // Without a next try nothing was refused: the first call of a store takes minutes on a busy machine.
  if (waiting?.long === true && waiting.next !== undefined) {
    return { name, verdict: 'failed', found: `waits: ${waiting.reason}` };
  }
  if (waiting !== undefined) return { name, verdict: 'waiting', found: `waiting: ${waiting.reason}` };
  const heard = reports.length === live.tasks.length || waited > reportsWithin;
  return { name, verdict: heard ? 'well' : 'waiting', found: heard ? condition : 'running, and has not reported yet' };
}

function lookAtJob(
  name: string,
  { digest, state }: Expectation['jobs'][string],
  status: JobStatus | undefined,
  now: number,
): Look {
  if (!isFresh(status, now) || status.digest !== digest) {
    // Where no host speaks for a job, nothing runs it: one that is to be stopped is.
    const verdict = state === 'stopped' && !isFresh(status, now) ? 'well' : 'waiting';
    return { name, verdict, found: 'not taken by a host yet' };
  }
  if (status.state === 'FAILED')
    return { name, verdict: 'failed', found: `failed: ${jobError(status) ?? 'it does not say why'}` };
  const well = status.state === (state === 'running' ? 'RUNNING' : 'STOPPED');
  const why = status.waits ?? jobError(status);
  const found = status.state.toLowerCase();
  return { name, verdict: well ? 'well' : 'waiting', found: why === undefined ? found : `${found}: ${why}` };
}

/** Each connector and job that something is expected of, at a moment. */
export async function look(
  clients: Clients,
  { connectors, jobs }: Expectation,
  moment: Moment,
): Promise<readonly Look[]> {
  const live = new Map((await clients.connect.connectors()).map((connector) => [connector.name, connector]));
  const reports = Object.keys(jobs).length === 0 ? [] : await readJobStatus(await clients.records());
  const reporting = Object.keys(connectors).some((name) => doesReport(live.get(name) ?? { config: {} }));
  const reported = reporting ? await readTaskReports(clients) : [];
  const statuses = new Map(reports.map((status) => [status.name, status]));
  return [
    ...Object.entries(connectors).map(([name, wanted]) =>
      lookAtConnector(name, wanted, live.get(name), reported, moment),
    ),
    ...Object.entries(jobs).map(([name, job]) => lookAtJob(name, job, statuses.get(name), moment.now)),
  ];
}
