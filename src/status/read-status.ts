import type { Clients } from '../apply/clients.ts';
import { readMark } from '../compile/mark.ts';
import type { LiveConnector } from '../connect/model.ts';
import { readJobStatus, readJobs } from '../kafka/jobs.ts';
import { isFinished } from './finished.ts';
import { conditionOf, firstTrace, isHealthy } from './health.ts';
import { reportJob } from './jobs.ts';
import { lagOf } from './lag.ts';
import type { ConnectorReport, StatusReport } from './report.ts';

async function reportConnector(
  live: LiveConnector,
  clients: Clients,
  existing: readonly string[],
): Promise<ConnectorReport> {
  const partitions =
    live.type === 'sink' ? await lagOf(live, await clients.admin(), await clients.records(), existing) : [];
  const finished = live.type === 'source' && (await isFinished(live, clients.connect));
  const condition = conditionOf(live, finished);
  const error = firstTrace(live);
  return {
    name: live.name,
    pipeline: readMark(live.config)?.pipeline ?? null,
    type: live.type,
    class: live.config['connector.class'] ?? '',
    condition,
    healthy: isHealthy(condition),
    worker: live.worker,
    tasks: live.tasks,
    lag: partitions.length === 0 ? null : partitions.reduce((sum, { lag }) => sum + lag, 0),
    partitions,
    ...(error === undefined ? {} : { error }),
  };
}

/**
 * How everything that pipeline knows of in the cluster is doing; `only` narrows it to connectors and jobs by name.
 * `now`: milliseconds since the epoch.
 */
export async function readStatus(
  clients: Clients,
  cluster: string,
  now: number,
  only: (name: string, pipeline: string | undefined) => boolean = () => true,
): Promise<StatusReport> {
  const [live, jobs, statuses, existing] = await Promise.all([
    clients.connect.connectors(),
    clients.records().then(readJobs),
    clients.records().then(readJobStatus),
    clients.admin().then((admin) => admin.listTopics()),
  ]);
  const wanted = live.filter(({ name, config }) => only(name, readMark(config)?.pipeline));
  const byName = new Map(statuses.map((status) => [status.name, status]));
  const connectors = await Promise.all(wanted.map((one) => reportConnector(one, clients, existing)));
  const reports = jobs
    .filter(({ name, pipeline }) => only(name, pipeline))
    .map((job) => reportJob(job, byName.get(job.name), now));
  const ok = [...connectors, ...reports].every(({ healthy }) => healthy);
  return { version: 1, cluster, ok, connectors, jobs: reports };
}
