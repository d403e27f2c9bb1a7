import { readJobStatus, readJobs } from '../../jobs/registry/jobs.ts';
import { readRun } from '../../jobs/run-record.ts';
import { listJobs } from '../../pipeline/status/list-jobs.ts';
import { renderJobs } from '../../ui/jobs.ts';
import { show } from '../../ui/show.ts';
import { withClients } from '../shared/clients.ts';
import { declaredBy } from '../shared/find-job.ts';
import { defineVerb } from '../verb.ts';

/** `jobs list [FILES]`: the jobs that files declare and the cluster has, with engine, how they run, and their state. */
export default defineVerb({
  usage: 'jobs list [files...]',
  summary: 'list declared and deployed jobs',
  example: 'pipeline jobs list',
  flags: {},
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    return withClients(context, options, async (clients, cluster) => {
      const desired = await declaredBy(files, context, options);
      const records = await clients.records();
      const jobs = listJobs(
        desired,
        await readJobs(records),
        await readJobStatus(records),
        context.clock.now(),
        (name) => readRun(context, cluster.name, name),
      );
      return show(context, options, { json: jobs, text: () => renderJobs(jobs, context.output) });
    });
  },
});
