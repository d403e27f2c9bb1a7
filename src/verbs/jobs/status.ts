import { ExitCode } from '../../base/errors.ts';
import { runnerOf } from '../../components/engines.ts';
import { readJobStatus, readJobs } from '../../jobs/registry/jobs.ts';
import { readRun } from '../../jobs/run-record.ts';
import { reportJob } from '../../pipeline/status/jobs.ts';
import { renderJob, renderRun } from '../../ui/job.ts';
import { show } from '../../ui/show.ts';
import { withClients } from '../shared/clients.ts';
import { declaredBy, findJob } from '../shared/find-job.ts';
import { defineVerb } from '../verb.ts';

/**
 * `jobs status NAME [FILES]`: a deployed job as its host reports it, a manual one by its last run on this machine. Exit
 * code 3 when it failed.
 */
export default defineVerb({
  usage: 'jobs status <name> [files...]',
  summary: 'how a job is: state, rate and restarts, or the last run with its result',
  example: 'pipeline jobs status recommendation.als',
  flags: {},
  completes: { name: { from: ['jobs'] }, files: { from: ['yaml'] } },
  inside: true,
  async run(context, args, options) {
    const [wanted = '', ...files] = args;
    return withClients(context, options, async (clients, cluster) => {
      const records = await clients.records();
      const found = await findJob(wanted, await readJobs(records), () => declaredBy(files, context, options));
      if ('deployed' in found) {
        const { deployed } = found;
        const last = (await readJobStatus(records)).find(({ name }) => name === deployed.name);
        const report = reportJob(deployed, last, context.clock.now());
        show(context, options, { json: report, text: () => renderJob(report, context.output) });
        return report.healthy ? ExitCode.fine : ExitCode.notHealthy;
      }
      const { name, kind } = found.declared;
      const run = readRun(context, cluster.name, name);
      const result = run?.result === undefined ? '' : (await runnerOf(kind)).render(run.result);
      show(context, options, { json: run ?? null, text: () => renderRun(name, run, result, context.output) });
      return run?.state === 'FAILED' ? ExitCode.notHealthy : ExitCode.fine;
    });
  },
});
