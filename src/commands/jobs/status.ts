import { offlineCluster } from '../../compile/offline-cluster.ts';
import type { Context, GlobalOptions } from '../../context.ts';
import { ExitCode } from '../../errors.ts';
import { readRun } from '../../jobs/run-record.ts';
import { runnerOf } from '../../jobs/runners.ts';
import { readJobStatus, readJobs } from '../../kafka/jobs.ts';
import { renderJob, renderRun } from '../../render/job.ts';
import { reportJob } from '../../status/jobs.ts';
import { withClients } from '../clients.ts';
import { loadDesired } from '../desired.ts';
import { findJob } from './find.ts';

/** `jobs status NAME [FILES]`: a deployed job as its host reports it, a manual one by its last run on this machine. Exit code 3 when it failed. */
export async function status(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const [wanted = '', ...files] = args;
  const json = options.output === 'json';
  return withClients(context, options, async (clients, cluster) => {
    const records = await clients.records();
    const live = (await readJobs(records)).find(({ name }) => name === wanted);
    if (live !== undefined) {
      const reports = await readJobStatus(records);
      const report = reportJob(
        live,
        reports.find(({ name }) => name === wanted),
        context.clock.now(),
      );
      context.output.write(json ? `${JSON.stringify(report, null, 2)}\n` : renderJob(report, context.output));
      return report.healthy ? ExitCode.fine : ExitCode.notHealthy;
    }
    // Services that other pipelines need, and this cluster has not, are in nobody's way.
    const offline = await offlineCluster(options.cluster, context);
    const { jobs, manualJobs } = await loadDesired(context, files, options, offline);
    const { name, kind } = findJob(wanted, [...jobs, ...manualJobs]);
    const run = readRun(context, cluster.name, name);
    const result = run?.result === undefined ? '' : (await runnerOf(kind)).render(run.result);
    context.output.write(
      json ? `${JSON.stringify(run ?? null, null, 2)}\n` : renderRun(name, run, result, context.output),
    );
    return run?.state === 'FAILED' ? ExitCode.notHealthy : ExitCode.fine;
  });
}
