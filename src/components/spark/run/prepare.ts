import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../../base/context.ts';
import { RefusedError } from '../../../base/errors.ts';
import { makePrivateFolder } from '../../../base/private-folder.ts';
import { committedBySink } from '../../../jobs/committed.ts';
import type { JobSite, ManifestFile } from '../../../jobs/runner.ts';
import type { RunnableJob } from '../../../jobs/spec.ts';
import { rotate } from '../../../processes/bounded-log.ts';
import { ensureJars } from '../../../processes/jars.ts';
import { findJdk } from '../../../processes/java.ts';
import { homeOf } from '../../../target/home.ts';
import type { Driver } from './driver.ts';
import { runArguments } from './java.ts';
import { allowedAddresses, KAFKA_SECRETS, kafkaSettings } from './kafka-settings.ts';
import { type SparkRequest, sparkRequest } from './request.ts';
import { isHere, sparkSettings } from './settings.ts';
import { findSparkSubmit, submitArguments, submitEnvironment } from './submit.ts';
import { sparkWork } from './work.ts';

export interface Prepared {
  readonly driver: Driver;
  /** What the sinks that the job reads have committed: exactly what the driver is told to read. */
  readonly files: readonly ManifestFile[];
}

/** Everything that a driver needs is there, or an error says what is not. */
export async function prepare(job: RunnableJob, site: JobSite): Promise<Prepared> {
  const { context, cluster, log } = site;
  const home = homeOf(context);
  const work = sparkWork(job.name, job.spec.work);
  await refuseMissingTopics(job, site);
  const files = await committedBySink(job, site);
  await ensureJars(['spark'], context);
  const { java } = await findJdk(context.environment);
  const master = work.master ?? cluster.services.spark ?? 'local';
  const settings = sparkSettings(master, work, cluster, home);
  const request = writeRequest(context, sparkRequest(job, work, files, cluster, settings));
  rotate(log);
  const common = { name: job.name, directory: home.tmp, log, signal: context.signal };
  const environment = {
    ...context.environment,
    MALLOC_ARENA_MAX: '2',
    [KAFKA_SECRETS]: JSON.stringify(kafkaSettings(cluster.kafka).secret),
    ...(isHere(cluster) ? { SPARK_LOCAL_IP: '127.0.0.1', SPARK_LOCAL_HOSTNAME: '127.0.0.1' } : {}),
    ...(cluster.hdfs === undefined ? {} : { HADOOP_USER_NAME: cluster.hdfs.user }),
  };
  const flags = allowedAddresses(cluster.kafka);
  const command =
    master === 'yarn'
      ? {
          command: findSparkSubmit(context),
          args: submitArguments(work, request, flags, isHere(cluster) ? context.environment.SPARK_HOME : undefined),
          environment: { ...environment, ...submitEnvironment(cluster) },
        }
      : { command: java, args: runArguments(java, work.resources.memory, home.tmp, request, flags), environment };
  return { driver: { ...common, ...command }, files: [...files.values()].flat() };
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
  makePrivateFolder(folder);
  const file = join(folder, `${request.name}.json`);
  writeFileSync(file, JSON.stringify(request), { mode: 0o600 });
  return file;
}
