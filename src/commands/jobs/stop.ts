import type { Context, GlobalOptions } from '../../context.ts';
import { ExitCode, UsageError } from '../../errors.ts';
import { readRun } from '../../jobs/run-record.ts';
import { readJobs } from '../../kafka/jobs.ts';
import { withClients } from '../clients.ts';
import { stop as stopDeployed } from '../state.ts';

/** `jobs stop NAME`: a deployed job stops until it is resumed; a run by hand that was started on this machine ends. */
export async function stop(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const name = args[0] ?? '';
  return withClients(context, options, async (clients, cluster) => {
    const deployed = (await readJobs(await clients.records())).some((job) => job.name === name);
    if (deployed) return stopDeployed(context, [name], options);
    const running = readRun(context, cluster.name, name);
    if (running?.state !== 'RUNNING') {
      throw new UsageError(`Neither is a job ${name} deployed, nor does a run of it go on here`, {
        hint: '`pipeline jobs list` names the jobs.',
      });
    }
    process.kill(running.pid, 'SIGTERM');
    const json = options.output === 'json';
    context.output.write(json ? `${JSON.stringify({ stopped: [name] }, null, 2)}\n` : `${name} is stopping\n`);
    return ExitCode.fine;
  });
}
