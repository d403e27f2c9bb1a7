import type { Context } from '../../base/context.ts';
import { ExitCode, InterruptedError, RefusedError, UsageError } from '../../base/errors.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { runnerOf } from '../../components/engines.ts';
import { hosted } from '../../components/hosted.ts';
import { type JobRecord, readJobs } from '../../jobs/registry/jobs.ts';
import { jobSpec } from '../../jobs/spec.ts';
import { supervisorChannel } from '../../jobs/supervisor/report.ts';
import { loadCluster } from '../../target/load.ts';
import { withClients } from '../shared/clients.ts';
import { followDeclaration } from '../shared/follow-declaration.ts';
import { jobSite } from '../shared/job-site.ts';
import { observer } from '../shared/observer.ts';
import { prover } from '../shared/prover.ts';
import { withKafka } from '../shared/with-kafka.ts';
import { defineVerb } from '../verb.ts';

async function deployedJob(kafka: RawKafka, wanted: string): Promise<JobRecord> {
  const job = (await readJobs(kafka)).find(({ name }) => name === wanted);
  if (job === undefined) throw new UsageError(`No job ${wanted} is deployed in this cluster`);
  return job;
}

/** `jobs host NAME`: a deployed job as a process of its own, until SIGTERM; the supervisor starts and restarts it. */
export default defineVerb({
  usage: 'jobs host <name>',
  summary: 'run a deployed job here (started by `supervise`)',
  example: 'pipeline jobs host weather.enrich',
  flags: {},
  completes: { name: { from: ['jobs'] } },
  async run(context, args, options) {
    const wanted = args[0] ?? '';
    const orphaned = new AbortController();
    const report = supervisorChannel(process, () => orphaned.abort());
    const inner: Context = { ...context, signal: AbortSignal.any([context.signal, orphaned.signal]) };
    const deployed = () => withKafka(context, options, (kafka) => deployedJob(kafka, wanted));
    const run = hosted.find((await deployed()).kind)?.run;
    if (run !== undefined) {
      const addresses = await loadCluster(options.cluster, context, options.insecure);
      await followDeclaration(inner, deployed, (job, signal) =>
        run(job, {
          addresses,
          context: { ...context, signal },
          report,
          observe: observer(context, options),
          prove: prover(context, options),
        }),
      );
      return ExitCode.fine;
    }
    return withClients(context, options, async (clients, cluster) => {
      const { name, kind, digest, spec } = await deployedJob(await clients.records(), wanted);
      const runner = await runnerOf(kind);
      if (runner.host === undefined) throw new RefusedError(`${kind} hosts no jobs`, { where: `job ${name}` });
      const site = jobSite(name, { context: inner, options, clients, cluster }, () => undefined);
      try {
        await runner.host({ name, kind, run: 'streaming', digest, spec: jobSpec(name, spec) }, site, report);
      } catch (error) {
        if (error instanceof InterruptedError) return ExitCode.fine;
        throw error;
      }
      return ExitCode.fine;
    });
  },
});
