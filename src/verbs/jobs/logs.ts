import type { Context, GlobalOptions } from '../../base/context.ts';
import type { ExitCode } from '../../base/errors.ts';
import { logs as processLogs } from '../logs.ts';
import { wholeName } from './find.ts';
import { jobLog, loggedJobs } from './site.ts';

interface LogsOptions extends GlobalOptions {
  readonly follow: boolean;
  readonly lines: number;
}

/** `jobs logs NAME`: what the job's engine says, which is kept where it runs. */
export function logs(context: Context, args: readonly string[], options: LogsOptions): Promise<ExitCode> {
  const [given = ''] = args;
  const name = wholeName(given, loggedJobs(context)) ?? given;
  return processLogs(context, [jobLog(name)], { ...options, cluster: 'embedded' });
}
