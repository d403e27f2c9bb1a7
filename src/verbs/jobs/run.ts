import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, InterruptedError, PipelineError, RefusedError, UsageError } from '../../base/errors.ts';
import { identityOf } from '../../base/process-identity.ts';
import { engines, runnerOf } from '../../components/engines.ts';
import type { DesiredJob } from '../../jobs/desired-job.ts';
import { readJobs } from '../../jobs/registry/jobs.ts';
import { type RunRecord, readRun, writeRun } from '../../jobs/run-record.ts';
import type { JobResult } from '../../jobs/runner.ts';
import { jobSpec } from '../../jobs/spec.ts';
import { CannotApplyError } from '../../pipeline/apply/refuse.ts';
import { show } from '../../ui/show.ts';
import resume from '../resume.ts';
import { withClients } from '../shared/clients.ts';
import { declaredBy, findJob } from '../shared/find-job.ts';
import { jobSite } from '../shared/job-site.ts';
import { defineVerb } from '../verb.ts';
import { awaitComplete, checkWhen, whenFlags } from './when-complete.ts';

/**
 * `jobs run NAME [FILES]`: a manual job runs here to its end and its result is printed and kept; a deployed one is
 * started again. `--when complete` waits for the sinks that it reads, or refuses.
 */
export default defineVerb({
  usage: 'jobs run <name> [files...]',
  summary: 'run a manual job here to its end, or start a deployed one again',
  example: 'pipeline jobs run recommendation.als --when complete --until 2026-01-01T10:00Z --wait 1h',
  flags: whenFlags,
  completes: { name: { from: ['jobs'] }, files: { from: ['yaml'] } },
  inside: true,
  async run(context, args, options) {
    const [wanted = '', ...files] = args;
    checkWhen(options);
    return withClients(context, options, async (clients, cluster) => {
      const live = await readJobs(await clients.records());
      const found = await findJob(wanted, live, () => declaredBy(files, context, options));
      if ('deployed' in found && options.when !== undefined) {
        throw new UsageError('It runs all the time, so it cannot begin when something is complete', {
          where: `job ${found.deployed.name}`,
        });
      }
      if ('deployed' in found) return resume.run(context, [found.deployed.name], options);
      const { declared: job, desired } = found;
      if (job.run === 'streaming') {
        throw new RefusedError('It runs where it is deployed, and was not yet', {
          where: `job ${job.name}`,
          hint: '`pipeline apply` deploys it.',
        });
      }
      const { messages, clock } = context;
      const { name, kind, digest } = job;
      const runner = await runnerOf(kind);
      const refused = (await runner.check?.([job], { context, cluster })) ?? [];
      if (refused.length > 0) throw new CannotApplyError(refused);
      const runnable = { name, kind, run: 'manual', digest, spec: jobSpec(name, job.spec) } as const;
      if (options.when !== undefined) {
        await awaitComplete(runnable, options, { context, options, clients, cluster });
      }
      const record = begin(context, job, cluster.name);
      const site = jobSite(job.name, { context, options, clients, cluster, declared: desired.connectors }, (said) => {
        messages.write(`${said}\n`);
        writeRun(context, { ...record, said });
      });
      try {
        const result = await runner.run(runnable, site);
        writeRun(context, { ...record, state: 'FINISHED', ended: new Date(clock.now()).toISOString(), result });
        print(context, options, name, result, runner.render(result));
        return ExitCode.fine;
      } catch (error) {
        const state = error instanceof InterruptedError ? 'STOPPED' : 'FAILED';
        writeRun(context, { ...record, state, ended: new Date(clock.now()).toISOString(), ...whyOf(error) });
        throw error;
      }
    });
  },
});

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
    written: engines.named(kind).writes(job),
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

function whyOf(error: unknown): Pick<RunRecord, 'error' | 'hint'> {
  if (!(error instanceof PipelineError)) return { error: String(error) };
  const { message, hint } = error;
  return { error: message, ...(hint === undefined ? {} : { hint }) };
}

function print(context: Context, options: GlobalOptions, job: string, result: JobResult, text: string): void {
  show(context, options, { json: { job, ...result }, text: () => text });
}
