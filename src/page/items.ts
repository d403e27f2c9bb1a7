import { PipelineError } from '../base/errors.ts';
import type { ConnectorConfig, LiveConnector } from '../clients/connect/model.ts';
import { hosted } from '../components/hosted.ts';
import { kindOf } from '../components/kinds.ts';
import type { JobRecord } from '../jobs/registry/jobs.ts';
import type { DesiredConnector, DesiredState } from '../pipeline/compile/desired.ts';
import { isHealthy } from '../pipeline/status/health.ts';
import type { Item as Listed } from '../pipeline/status/inventory.ts';
import type { ConnectorReport, JobReport, StatusReport } from '../pipeline/status/report.ts';
import { saidOfConnector, saidOfJob } from '../ui/status.ts';
import type { Item } from './wire/overview.ts';

/** What is deployed, with how it is doing. */
export interface Deployed {
  readonly listed: readonly Listed[];
  readonly status: StatusReport;
}

type Declared = Pick<DesiredState, 'connectors' | 'jobs'>;
type Job = Pick<JobRecord, 'name' | 'kind' | 'spec'>;

/**
 * Everything that is declared or deployed, failed first. `known`: whether the cluster said what connectors it has, so
 * that one that it did not name is none.
 */
export function itemsOf(declared: Declared | undefined, deployed: Deployed | undefined, known: boolean): Item[] {
  const connectors = new Map(declared?.connectors.map((one) => [one.name, one]));
  const jobs = new Map(declared?.jobs.map((one) => [one.name, one]));
  const reports = new Map(
    [...(deployed?.status.connectors ?? []), ...(deployed?.status.jobs ?? [])].map((report) => [report.name, report]),
  );
  const items: Item[] = [];
  for (const listed of deployed?.listed ?? []) {
    const report = reports.get(listed.name);
    if (listed.kind === 'connector' && report !== undefined && 'type' in report) {
      items.push(liveConnector(listed.live, report, connectors.get(listed.name)));
      connectors.delete(listed.name);
    }
    if (listed.kind === 'job' && report !== undefined && 'kind' in report) {
      items.push(liveJob(listed.record, report, jobs.has(listed.name)));
      jobs.delete(listed.name);
    }
  }
  const absent = {
    condition: known ? 'not deployed' : 'not known',
    healthy: true,
    lag: null,
    records: null,
    rate: null,
  };
  for (const { name, pipeline, role, kind, config, topics } of connectors.values()) {
    const flows = role === 'source' ? { reads: [], writes: topics } : { reads: topics, writes: deadLetters(config) };
    items.push({ name, pipeline, role, what: kind, ...absent, declared: true, ...flows });
  }
  for (const job of jobs.values()) {
    items.push({
      name: job.name,
      pipeline: job.pipeline,
      role: 'job',
      what: job.kind,
      ...absent,
      declared: true,
      ...flowsOf(job),
    });
  }
  return items.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

const rank = ({ healthy, words, condition }: Item) => {
  if (!healthy) return 0;
  if (condition === 'not deployed') return 1;
  return words === undefined ? 3 : 2;
};

function liveConnector(
  { name, config, tasks }: LiveConnector,
  report: ConnectorReport,
  declared: DesiredConnector | undefined,
): Item {
  const words = saidOfConnector(report).join('; ');
  const topics = [...(config.topics ?? config.topic ?? '').split(',')].map((topic) => topic.trim()).filter(Boolean);
  const read = [...new Set([...topics, ...report.partitions.map(({ topic }) => topic)])];
  return {
    name,
    pipeline: report.pipeline,
    role: report.type === 'source' ? 'source' : 'sink',
    what: whatOf(config, declared) ?? report.class.split('.').at(-1) ?? '',
    condition: report.condition,
    healthy: report.healthy && isHealthy(report.condition),
    ...(words === '' ? {} : { words }),
    tasks: { running: tasks.filter(({ state }) => state === 'RUNNING').length, all: tasks.length },
    lag: report.lag,
    ...(report.partitions.every(({ exact }) => exact) ? {} : { atMost: true as const }),
    records: report.records,
    rate: report.rate,
    declared: declared !== undefined,
    ...(report.type === 'source' ? { reads: [], writes: topics } : { reads: read, writes: deadLetters(config) }),
  };
}

/** Kinds of one class are told apart by the declaration alone; of a plugin that is nobody's the class tells more. */
function whatOf(config: ConnectorConfig, declared: DesiredConnector | undefined): string | undefined {
  const known = kindOf(config)?.name;
  return known === undefined ? undefined : (declared?.kind ?? known);
}

function liveJob(record: JobRecord, report: JobReport, declared: boolean): Item {
  const words = saidOfJob(report).join('; ');
  const { lag, records, rate } = report.metrics;
  return {
    name: record.name,
    pipeline: record.pipeline,
    role: 'job',
    what: record.kind,
    condition: report.condition,
    healthy: report.healthy,
    ...(words === '' ? {} : { words }),
    lag: lag ?? null,
    records: records ?? null,
    rate: rate ?? null,
    declared,
    ...flowsOf(record),
  };
}

function deadLetters(config: ConnectorConfig): readonly string[] {
  const topic = config['errors.deadletterqueue.topic.name'];
  return topic === undefined ? [] : [topic];
}

/**
 * Topics that a job reads and writes, without those for itself (`NAME.state`). None of one that a later version wrote.
 */
export function flowsOf(job: Job): Pick<Item, 'reads' | 'writes'> {
  const kind = hosted.all.find(({ name }) => name === job.kind);
  try {
    const reads = kind?.reads(job) ?? [];
    const writes = (kind?.uses(job).topics ?? []).filter(
      (topic) => !reads.includes(topic) && ![`${job.name}.`, `${job.name}-`].some((own) => topic.startsWith(own)),
    );
    return { reads, writes };
  } catch (error) {
    if (error instanceof PipelineError) return { reads: [], writes: [] };
    throw error;
  }
}
