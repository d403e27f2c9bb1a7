import type { Clients } from '../../clients/clients.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { topicsFound } from '../../clients/connect/topics-read.ts';
import { knows } from '../../clients/connect/version.ts';
import { readJobStatus } from '../../jobs/registry/jobs.ts';
import { shown } from '../../language/secret.ts';
import { readMark } from '../compile/mark.ts';
import { isFinished } from './finished.ts';
import { conditionOf, failureOf, isHealthy } from './health.ts';
import type { Item } from './inventory.ts';
import { reportJob } from './jobs.ts';
import { behindOf } from './lag.ts';
import { type ProofsByPipeline, provenOf, readProofs } from './proofs.ts';
import type { ConnectorDescription, ConnectorReport, JobReport, StatusReport } from './report.ts';
import { isSpeaking, readTaskReports, reportsOf, silentSince, sumOf, type TaskReport } from './task-reports.ts';
import { waitingOf } from './waiting.ts';

/** What tasks and proofs have told, of all connectors. */
interface Told {
  readonly reported: readonly TaskReport[];
  readonly proofs: ProofsByPipeline;
}

async function reportConnector(
  live: LiveConnector,
  clients: Clients,
  existing: readonly string[],
  { reported, proofs }: Told,
  now: number,
): Promise<ConnectorReport> {
  const behind = await behindOf(live, clients, existing);
  const found = live.type === 'sink' ? topicsFound(live.config, existing) : undefined;
  const finished = live.type === 'source' && (await isFinished(live, clients.connect));
  const reports = reportsOf(live, reported);
  const waiting = waitingOf(reports, now);
  const silent = silentSince(live, reports, now);
  const condition = conditionOf(live, finished, waiting !== undefined);
  const error = failureOf(live);
  const pipeline = readMark(live)?.pipeline ?? null;
  // Sources store nothing.
  const proven = live.type === 'sink' ? provenOf(live.name, pipeline, proofs, now) : {};
  return {
    name: live.name,
    pipeline,
    type: live.type,
    class: live.config['connector.class'] ?? '',
    condition,
    healthy: isHealthy(condition) && !(condition === 'waiting' && waiting?.long) && proven.proof?.ok !== false,
    worker: live.worker,
    tasks: live.tasks,
    ...behind,
    reports,
    records: sumOf(reports, 'records'),
    rate: sumOf(
      reports.filter((report) => isSpeaking(report, now)),
      'rate',
    ),
    ...(silent === undefined ? {} : { silent }),
    ...(condition !== 'waiting' || waiting === undefined ? {} : { waiting }),
    ...(found === undefined ? {} : { found }),
    ...(error === undefined ? {} : { error }),
    ...proven,
  };
}

/** Of jobs, only some store what can be proven: those that were. */
function withProof(report: JobReport, proofs: ProofsByPipeline, now: number): JobReport {
  const proven = provenOf(report.name, report.pipeline, proofs, now);
  if (proven.proof === undefined) return report;
  return { ...report, healthy: report.healthy && proven.proof.ok !== false, ...proven };
}

async function existingTopics(clients: Clients): Promise<readonly string[]> {
  return (await clients.admin()).listTopics();
}

/** How `items` are doing. `now`: milliseconds since the epoch. */
export async function readStatus(
  items: readonly Item[],
  clients: Clients,
  cluster: string,
  now: number,
): Promise<StatusReport> {
  const [existing, statuses, reported, proofs] = await Promise.all([
    existingTopics(clients),
    clients.records().then(readJobStatus),
    readTaskReports(clients),
    readProofs(clients),
  ]);
  const byName = new Map(statuses.map((status) => [status.name, status]));
  const connectors = await Promise.all(
    items.flatMap((item) =>
      item.kind === 'connector' ? [reportConnector(item.live, clients, existing, { reported, proofs }, now)] : [],
    ),
  );
  const jobs = items.flatMap((item): JobReport[] =>
    item.kind === 'job' ? [withProof(reportJob(item.record, byName.get(item.name), now), proofs, now)] : [],
  );
  return { version: 1, cluster, ok: [...connectors, ...jobs].every(({ healthy }) => healthy), connectors, jobs };
}

/** Keys that the plugin itself declares as passwords; none when no worker has it any more. */
export async function passwords({ config }: LiveConnector, clients: Clients): Promise<readonly string[]> {
  try {
    const keys = await clients.connect.pluginKeys(config['connector.class'] ?? '');
    return keys.filter(({ type }) => type === 'PASSWORD').map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Everything about one connector, secrets hidden. `now`: milliseconds since the epoch. */
export async function describeConnector(
  live: LiveConnector,
  clients: Clients,
  now: number,
): Promise<ConnectorDescription> {
  const [report, hidden, version] = await Promise.all([
    Promise.all([existingTopics(clients), readTaskReports(clients), readProofs(clients)]).then(
      ([existing, reported, proofs]) => reportConnector(live, clients, existing, { reported, proofs }, now),
    ),
    passwords(live, clients),
    clients.connect.version(),
  ]);
  const offsets = knows(version, 'offsets get') ? await clients.connect.offsets(live.name) : [];
  const config = Object.entries(live.config)
    .sort()
    .map(([key, value]) => [key, shown(key, value, hidden)]);
  return { ...report, config: Object.fromEntries(config), offsets };
}
