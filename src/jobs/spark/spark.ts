import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rotate } from '../../cluster/bounded-log.ts';
import { homeOf } from '../../cluster/home.ts';
import { ensureJars } from '../../cluster/jars.ts';
import { findJdk } from '../../cluster/java.ts';
import type { Context } from '../../context.ts';
import { RefusedError } from '../../errors.ts';
import type { JobResult, JobRunner, JobSite, ManifestFile } from '../runner.ts';
import type { RunnableJob } from '../spec.ts';
import { checkJobs } from './check.ts';
import { type Driver, runDriver } from './driver.ts';
import type { SparkEvent } from './events.ts';
import { runArguments } from './java.ts';
import { renderResult } from './render-result.ts';
import { type SparkRequest, sparkRequest } from './request.ts';
import { isHere, sparkSettings } from './settings.ts';
import { findSparkSubmit, submitArguments, submitEnvironment } from './submit.ts';
import { sparkWork } from './work.ts';

/** Jobs of Spark: a driver of its own for each, from jars that are fetched when the first one is needed. */
export const sparkRunner: JobRunner = {
  async run(job, site) {
    let result: JobResult = {};
    const driver = await prepare(job, site);
    await runDriver(driver, (event) => {
      if (event.event === 'finished') result = withoutEvent(event);
      else tell(event, site);
    });
    return { ...result, ...(await beside(job, result, site)) };
  },

  async host(job, site, report) {
    const driver = await prepare(job, site);
    await runDriver(driver, (event) => {
      if (event.event === 'running') report({ state: 'RUNNING', metrics: {} });
      if (event.event !== 'progress') return;
      const { records, rate, lag } = event;
      report({ state: 'RUNNING', metrics: { records, rate, lag } });
    });
  },

  check: checkJobs,
  render: renderResult,
};

/** What the sidecar's models reach where ALS was evaluated. */
async function beside(
  { name, spec }: RunnableJob,
  { evaluation, events }: JobResult,
  site: JobSite,
): Promise<JobResult> {
  const { als } = sparkWork(name, spec.work);
  if (als === undefined || evaluation === undefined || typeof events !== 'number') return {};
  site.progress("evaluating the sidecar's models on the same split");
  const { modelsBeside } = await import('./beside.ts');
  const models = await modelsBeside(spec, als, events, site);
  if (models !== undefined) return { beside: models };
  site.progress('the topics hold other events than the files by now: nothing to compare with');
  return {};
}

const withoutEvent = ({ event: _, ...rest }: Extract<SparkEvent, { event: 'finished' }>): JobResult => rest;

function tell(event: SparkEvent, site: JobSite): void {
  if (event.event === 'step') site.progress(event.message);
  if (event.event === 'progress') site.progress(`${event.records} records, ${event.rate}/s`);
}

/** Everything that a driver needs is there, or an error says what is not. */
async function prepare(job: RunnableJob, site: JobSite): Promise<Driver> {
  const { context, cluster, log } = site;
  const home = homeOf(context);
  const work = sparkWork(job.name, job.spec.work);
  await refuseMissingTopics(job, site);
  await ensureJars(['spark'], context);
  const { java } = await findJdk(context.environment);
  const files = new Map<string, readonly ManifestFile[]>();
  for (const input of job.spec.from) if ('sink' in input) files.set(input.sink, await site.manifest(input));
  const master = work.master ?? cluster.services.spark ?? 'local';
  const settings = sparkSettings(master, work, cluster, home);
  const request = writeRequest(context, sparkRequest(job, work, files, cluster, settings));
  rotate(log);
  const common = { name: job.name, log, signal: context.signal };
  const environment = {
    ...context.environment,
    MALLOC_ARENA_MAX: '2',
    ...(isHere(cluster) ? { SPARK_LOCAL_IP: '127.0.0.1', SPARK_LOCAL_HOSTNAME: '127.0.0.1' } : {}),
    ...(cluster.hdfs === undefined ? {} : { HADOOP_USER_NAME: cluster.hdfs.user }),
  };
  if (master === 'yarn') {
    return {
      ...common,
      command: findSparkSubmit(context),
      args: submitArguments(work, request),
      environment: { ...environment, ...submitEnvironment(cluster) },
    };
  }
  return { ...common, command: java, args: runArguments(work.resources.memory, home.tmp, request), environment };
}

async function refuseMissingTopics({ name, spec }: RunnableJob, site: JobSite): Promise<void> {
  const used = spec.from.flatMap((input) => ('topic' in input ? [input.topic] : []));
  const missing = await site.missingTopics(spec.to === undefined ? used : [...used, spec.to.topic]);
  if (missing.length === 0) return;
  throw new RefusedError(`There is no topic ${missing.join(', ')}`, {
    where: `job ${name}`,
    hint: 'Declare it under `topics:` and apply, or `pipeline topics create` it.',
  });
}

/** The file that a driver reads its request from. */
export function writeRequest(context: Context, request: SparkRequest): string {
  const folder = join(homeOf(context).folder, 'jobs', 'requests');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${request.name}.json`);
  writeFileSync(file, JSON.stringify(request), { mode: 0o600 });
  return file;
}
