import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InterruptedError } from '../../../base/errors.ts';
import { makePrivateFolder } from '../../../base/private-folder.ts';
import { type Failure, runDriver } from '../../../jobs/driver.ts';
import type { JobSite } from '../../../jobs/runner.ts';
import { managerHint } from '../../../jobs/yarn-waiting.ts';
import { rotate } from '../../../processes/bounded-log.ts';
import { findJdk } from '../../../processes/java.ts';
import { homeOf } from '../../../target/home.ts';
import { nameNodeSettings } from '../../../target/name-nodes.ts';
import { driverArguments, driverEnvironment } from './command.ts';
import { type DriverEvent, parseEvent } from './events.ts';
import type { Inputs } from './inputs.ts';
import { reasonOf, sentenceOf } from './tell.ts';
import type { MapReduceWork } from './work.ts';

/** Long enough to end an application. */
const GRACE = 20_000;
const STEP = 0.25;

/** What a run is submitted with. */
export interface Submission {
  readonly name: string;
  readonly engine: 'yarn' | 'local';
  readonly work: MapReduceWork;
  readonly inputs: Inputs;
  /** Path of a directory that is not there yet. */
  readonly output: string;
}

/**
 * Runs a job of MapReduce to its end; returns YARN's name of it. When it is interrupted, its application is ended too.
 * @throws UnhealthyError when it fails, InterruptedError when the context's signal ended it.
 */
export async function submit(submission: Submission, site: JobSite): Promise<string | undefined> {
  const { context } = site;
  const { java } = await findJdk(context.environment);
  rotate(site.log);
  let application: string | undefined;
  let last: DriverEvent | undefined;
  let task: string | undefined;
  let told = 0;
  const onLine = (line: string) => {
    const event = parseEvent(line);
    if (event === undefined) return;
    if (event.event === 'submitted') application = event.application;
    if (event.event === 'progress') {
      if (event.progress < told + STEP) return;
      told = event.progress;
    }
    if (event.event === 'attemptFailed') task = reasonOf(event.reason);
    last = event;
    const sentence = sentenceOf(event, site.cluster.yarn);
    if (sentence !== undefined) site.progress(sentence);
  };
  const driver = {
    command: java,
    args: driverArguments(java, writeSpecification(submission, site), site),
    environment: driverEnvironment(site),
    directory: homeOf(context).tmp,
    log: site.log,
    signal: context.signal,
    name: submission.name,
    engine: 'MapReduce',
    grace: GRACE,
  };
  try {
    await runDriver(driver, onLine, () => failure(submission.name, last, task, application));
  } catch (error) {
    if (!(error instanceof InterruptedError) || application === undefined) throw error;
    throw new InterruptedError(`Stopped, and ${application} was ended`, { where: `job ${submission.name}` });
  }
  return application;
}

/** `task`: why one of its tasks failed last, which says more than that tasks failed. */
function failure(
  name: string,
  event: DriverEvent | undefined,
  task: string | undefined,
  application = 'It',
): Failure | undefined {
  switch (event?.event) {
    case 'failed':
      return {
        reason: `${application} failed: ${task ?? reasonOf(event.reason)}`,
        hint: `\`pipeline ps\` shows whether the cluster runs, \`pipeline jobs logs ${name}\` what MapReduce says.`,
      };
    case 'killed':
      return { reason: `${application} was killed: ${event.reason}`, hint: 'Run it again when it is wanted.' };
    case 'managerLost':
      return {
        reason: event.reason,
        hint: managerHint,
      };
    default:
      return undefined;
  }
}

function writeSpecification({ name, engine, work, inputs, output }: Submission, { cluster, context }: JobSite): string {
  const { by, sum, only } = work;
  const { store, files, format } = inputs;
  const grouping = { by, sum: sum ?? null, typeField: only?.field ?? null, type: only?.value ?? null };
  const specification = {
    name,
    engine,
    format,
    grouping: work.compute === 'words' ? null : grouping,
    inputs: files.map(({ path, bytes }) => ({ path: `${store.uri}${path}`, bytes })),
    output: `${store.uri}${output}`,
    reducers: work.reducers,
    splitBytes: work.split,
    hadoop: cluster.hdfs === undefined ? {} : { 'fs.defaultFS': cluster.hdfs.uri, ...nameNodeSettings(cluster.hdfs) },
  };
  const folder = join(homeOf(context).folder, 'jobs', 'requests');
  makePrivateFolder(folder);
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(specification), { mode: 0o600 });
  return file;
}
