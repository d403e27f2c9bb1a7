import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode } from '../../base/errors.ts';
import { readJobStatus, readJobs } from '../../jobs/registry/jobs.ts';
import { readRun } from '../../jobs/run-record.ts';
import { listJobs } from '../../pipeline/status/list-jobs.ts';
import { renderJobs } from '../../ui/jobs.ts';
import { withClients } from '../shared/clients.ts';
import { declaredBy } from '../shared/find-job.ts';

/** `jobs list [FILES]`: the jobs that files declare and the cluster has, with engine, how they run, and their state. */
export async function list(context: Context, files: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  return withClients(context, options, async (clients, cluster) => {
    const desired = await declaredBy(files, context, options);
    const records = await clients.records();
    const jobs = listJobs(desired, await readJobs(records), await readJobStatus(records), context.clock.now(), (name) =>
      readRun(context, cluster.name, name),
    );
    context.output.write(
      options.output === 'json' ? `${JSON.stringify(jobs, null, 2)}\n` : renderJobs(jobs, context.output),
    );
    return ExitCode.fine;
  });
}
