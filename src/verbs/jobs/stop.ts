import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, UsageError } from '../../base/errors.ts';
import { readJobs } from '../../jobs/registry/jobs.ts';
import { lastRuns } from '../../jobs/run-record.ts';
import { stop as stopDeployed } from '../shared/change-state.ts';
import { withClients } from '../shared/clients.ts';
import { wholeName } from '../shared/find-job.ts';

/** `jobs stop NAME`: a deployed job stops until it is resumed; a run by hand that was started on this machine ends. */
export async function stop(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const [given = ''] = args;
  return withClients(context, options, async (clients, cluster) => {
    const deployed = (await readJobs(await clients.records())).map(({ name }) => name);
    const runs = lastRuns(context, cluster.name).filter(({ state }) => state === 'RUNNING');
    const name = wholeName(given, [...deployed, ...runs.map((one) => one.name)]);
    if (name !== undefined && deployed.includes(name)) return stopDeployed(context, [name], options);
    const running = runs.find((one) => one.name === name);
    if (running === undefined) {
      throw new UsageError(`Neither is a job ${given} deployed, nor does a run of it go on here`, {
        hint: '`pipeline jobs list` names the jobs.',
      });
    }
    process.kill(running.pid, 'SIGTERM');
    const json = options.output === 'json';
    context.output.write(json ? `${JSON.stringify({ stopped: [name] }, null, 2)}\n` : `${name} is stopping\n`);
    return ExitCode.fine;
  });
}
