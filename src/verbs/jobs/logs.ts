import type { Context } from '../../base/context.ts';
import { type ExitCode, UsageError } from '../../base/errors.ts';
import { meant } from '../../language/diagnostic.ts';
import { hostLog, partOf, writersOf } from '../../processes/shared-log.ts';
import { homeOf } from '../../target/home.ts';
import { type LogsOptions, logs as processLogs, show } from '../logs.ts';
import { wholeName } from '../shared/find-job.ts';
import { jobLog, loggedJobs } from '../shared/job-site.ts';

/** `jobs logs NAME`: what the job's engine says, which is kept where it runs; of a job without one, what its own process says. */
export async function logs(context: Context, args: readonly string[], options: LogsOptions): Promise<ExitCode> {
  const [given = ''] = args;
  const home = homeOf(context);
  const ofEngines = loggedJobs(context);
  const hosted = await writersOf(hostLog, home);
  const known = [...new Set([...ofEngines, ...hosted])];
  const name = wholeName(given, known) ?? given;
  if (ofEngines.includes(name)) return processLogs(context, [jobLog(name)], { ...options, cluster: 'embedded' });
  const part = await partOf(name, hostLog, home, options.lines);
  if (part !== undefined) return show(part, context, options);
  throw new UsageError(`There is no log of a job ${given}`, { where: home.logs, hint: meant(given, known, 'log') });
}
