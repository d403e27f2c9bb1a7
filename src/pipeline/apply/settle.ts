import type { Clock } from '../../base/context.ts';
import { UnhealthyError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorState } from '../../clients/connect/client.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { jobError } from '../../jobs/registry/job-error.ts';
import { isFresh, type JobStatus, readJobStatus } from '../../jobs/registry/jobs.ts';
import type { Scope } from '../plan/plan.ts';
import { conditionOf, failureOf } from '../status/health.ts';
import { doesReport, isSpeaking, readTaskReports, reportsOf, type TaskReport } from '../status/task-reports.ts';
import { waitingOf } from '../status/waiting.ts';

/** What connectors and jobs are to become, by name. */
export type Expectation = Pick<Scope, 'connectors' | 'jobs'>;

export interface SettleOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeout: number;
  /** How often in a row everything must be seen well. */
  readonly looks: number;
  readonly onWait: (waiting: readonly string[]) => void;
}

interface Look {
  readonly name: string;
  readonly verdict: 'well' | 'waiting' | 'failed';
  /** In a few words, for people. */
  readonly found: string;
}

const poll = 500;
/** A task that was just replaced still shows its predecessor's failure for a moment. */
const failuresInARow = 6;
/** Milliseconds after which tasks that have not reported are taken for such as may not: reports are no condition of work. */
const reportsWithin = 10_000;

/** What is seen at one moment: milliseconds since the epoch, and since the waiting began. */
interface Moment {
  readonly now: number;
  readonly waited: number;
}

function lookAtConnector(
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
    return { name, verdict: condition === wanted ? 'well' : 'waiting', found: condition };
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

async function look(clients: Clients, { connectors, jobs }: Expectation, moment: Moment): Promise<readonly Look[]> {
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

/**
 * Waits until everything is as expected, `looks` times in a row.
 * @throws UnhealthyError with the reason when something fails or waits for too long, or with what it still waits for.
 */
export async function settle(clients: Clients, expected: Expectation, options: SettleOptions): Promise<void> {
  const { clock, signal, timeout, looks: enough, onWait } = options;
  if (Object.keys(expected.connectors).length + Object.keys(expected.jobs).length === 0) return;
  const begun = clock.now();
  const deadline = begun + timeout;
  const failures = new Map<string, number>();
  for (let well = 0; ; ) {
    const looks = await look(clients, expected, { now: clock.now(), waited: clock.now() - begun });
    for (const { name, verdict } of looks) failures.set(name, verdict === 'failed' ? (failures.get(name) ?? 0) + 1 : 0);
    const failed = looks.filter(({ name }) => (failures.get(name) ?? 0) >= failuresInARow);
    if (failed.length > 0) throw failure(failed);
    const waiting = looks.filter(({ verdict }) => verdict !== 'well');
    well = waiting.length === 0 ? well + 1 : 0;
    if (well >= enough) return;
    if (clock.now() > deadline) throw late(waiting, timeout);
    onWait(waiting.map(({ name, found }) => `${name} (${found})`));
    await clock.sleep(poll, signal);
  }
}

function failure(failed: readonly Look[]): UnhealthyError {
  const [first] = failed;
  const more = failed.length === 1 ? '' : ` (and ${failed.length - 1} more)`;
  return new UnhealthyError(`${first?.name ?? ''} ${first?.found ?? ''}${more}`, {
    hint: `\`pipeline status ${first?.name ?? ''}\` shows all of it.`,
  });
}

function late(waiting: readonly Look[], timeout: number): UnhealthyError {
  const list = waiting.map(({ name, found }) => `${name} is ${found}`).join(', ');
  return new UnhealthyError(`After ${Math.round(timeout / 1000)} s not everything runs: ${list}`, {
    hint: '`pipeline status` shows how it goes on; --timeout waits longer.',
  });
}
