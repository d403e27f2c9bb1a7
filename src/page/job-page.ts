import { printable } from '../base/text/printable.ts';
import type { Clients } from '../clients/clients.ts';
import { isFresh, readJobStatus, readJobs } from '../jobs/registry/jobs.ts';
import { reportJob } from '../pipeline/status/jobs.ts';
import { saidOfJob } from '../ui/status.ts';
import type { JobPage } from './wire.ts';

/** One hosted job in full; undefined where the cluster has none of that name. `now`: milliseconds since the epoch. */
export async function jobPage(name: string, clients: Clients, now: number): Promise<JobPage | undefined> {
  const records = await clients.records();
  const [jobs, statuses] = await Promise.all([readJobs(records), readJobStatus(records)]);
  const record = jobs.find((job) => job.name === name);
  if (record === undefined) return undefined;
  const status = statuses.find((one) => one.name === name);
  const report = reportJob(record, status, now);
  return {
    name,
    kind: report.kind,
    condition: report.condition,
    healthy: report.healthy,
    words: saidOfJob(report).map(printable),
    ...(isFresh(status, now) && status.trace !== undefined ? { trace: printable(status.trace) } : {}),
    host: printable(report.host),
    restarts: report.restarts,
    time: report.time,
    metrics: report.metrics,
  };
}
