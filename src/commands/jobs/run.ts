import { jobOutput } from '../../apply/job-uses.ts';
import { CannotApplyError } from '../../apply/refuse.ts';
import { identityOf } from '../../cluster/identity.ts';
import type { DesiredJob } from '../../compile/desired.ts';
import { offlineCluster } from '../../compile/offline-cluster.ts';
import type { Context, GlobalOptions } from '../../context.ts';
import { ExitCode, InterruptedError, PipelineError, RefusedError } from '../../errors.ts';
import { type RunRecord, readRun, writeRun } from '../../jobs/run-record.ts';
import type { JobResult } from '../../jobs/runner.ts';
import { runnerOf } from '../../jobs/runners.ts';
import { jobSpec } from '../../jobs/spec.ts';
import { readJobs } from '../../kafka/jobs.ts';
import { withClients } from '../clients.ts';
import { loadDesired } from '../desired.ts';
import { resume } from '../state.ts';
import { findJob } from './find.ts';
import { jobSite } from './site.ts';

/** `jobs run NAME [FILES]`: a manual job runs here to its end and its result is printed and kept; a deployed one is started again. */
export async function run(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const [wanted = '', ...files] = args;
  return withClients(context, options, async (clients, cluster) => {
    const deployed = (await readJobs(await clients.records())).filter(({ name }) => name === wanted);
    if (deployed.length > 0) return resume(context, [wanted], options);
    // Services that other pipelines need, and this cluster has not, are in nobody's way.
    const offline = await offlineCluster(options.cluster, context);
    const { jobs, manualJobs, connectors } = await loadDesired(context, files, options, offline);
    const job = findJob(wanted, [...jobs, ...manualJobs]);
    if (job.run === 'streaming') {
      throw new RefusedError('It is deployed by `pipeline apply`, and was not yet', { where: `job ${job.name}` });
    }
    const { messages, clock } = context;
    const { name, kind, digest } = job;
    const runner = await runnerOf(kind);
    const refused = (await runner.check?.([job], { context, cluster })) ?? [];
    if (refused.length > 0) throw new CannotApplyError(refused);
    const record = begin(context, job, cluster.name);
    const site = jobSite(job.name, { context, options, clients, cluster, declared: connectors }, (said) => {
      messages.write(`${said}\n`);
      writeRun(context, { ...record, said });
    });
    try {
      const result = await runner.run({ name, kind, run: 'manual', digest, spec: jobSpec(name, job.spec) }, site);
      writeRun(context, { ...record, state: 'FINISHED', ended: new Date(clock.now()).toISOString(), result });
      print(context, options, name, result, runner.render(result));
      return ExitCode.fine;
    } catch (error) {
      const reason = error instanceof PipelineError ? error.message : String(error);
      const state = error instanceof InterruptedError ? 'STOPPED' : 'FAILED';
      writeRun(context, { ...record, state, ended: new Date(clock.now()).toISOString(), error: reason });
      throw error;
    }
  });
}

function begin(context: Context, job: DesiredJob, cluster: string): RunRecord {
  const { name, pipeline, kind, digest } = job;
  const other = readRun(context, cluster, name);
  if (other?.state === 'RUNNING') {
    throw new RefusedError(`Process ${other.pid} runs it since ${other.began}`, {
      where: `job ${name}`,
      hint: `Wait for it, or \`pipeline jobs stop ${name}\`.`,
    });
  }
  const record: RunRecord = {
    version: 1,
    name,
    pipeline,
    engine: kind,
    written: jobOutput(job),
    digest,
    cluster,
    state: 'RUNNING',
    pid: process.pid,
    identity: identityOf(process.pid) ?? '',
    began: new Date(context.clock.now()).toISOString(),
  };
  writeRun(context, record);
  return record;
}

function print(context: Context, options: GlobalOptions, job: string, result: JobResult, text: string): void {
  context.output.write(options.output === 'json' ? `${JSON.stringify({ job, ...result }, null, 2)}\n` : text);
}
