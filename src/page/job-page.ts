import { printable } from '../base/text/printable.ts';
import type { Clients } from '../clients/clients.ts';
import { hosted } from '../components/hosted.ts';
import { isFresh, type JobRecord, readJobStatus, readJobs } from '../jobs/registry/jobs.ts';
import { reportJob } from '../pipeline/status/jobs.ts';
import { saidOfJob } from '../ui/status.ts';
import { assignmentOf } from './consumer-groups.ts';
import { flowsOf } from './items.ts';
import type { JobFigures } from './job-figures.ts';
import type { JobPage } from './wire/job.ts';

/** One hosted job in full; undefined where the cluster has none of that name. `now`: milliseconds since the epoch. */
export async function jobPage(
  name: string,
  clients: Clients,
  figures: JobFigures,
  now: number,
): Promise<JobPage | undefined> {
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
    ...flowsOf(record),
    members: await membersOf(record, clients),
    plots: figures.plots(name),
  };
}

/** Who takes part in the job's consumer groups; nobody where it has none. */
async function membersOf({ name, kind }: JobRecord, clients: Clients): Promise<JobPage['members']> {
  const names = hosted.all.find((one) => one.name === kind)?.groups(name) ?? [];
  if (names.length === 0) return [];
  const { groups } = await (await clients.admin()).describeGroups([...names]);
  return groups
    .flatMap(({ members }) => members)
    .map(({ memberId, clientHost, memberAssignment }) => ({
      id: printable(memberId),
      host: printable(clientHost.replace(/^\//, '')),
      partitions: Object.entries(assignmentOf(memberAssignment)).flatMap(([topic, partitions]) =>
        partitions.map((partition) => `${topic}-${partition}`),
      ),
    }));
}
