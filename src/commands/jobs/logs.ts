import type { Context, GlobalOptions } from '../../context.ts';
import type { ExitCode } from '../../errors.ts';
import { logs as processLogs } from '../logs.ts';
import { jobLog } from './site.ts';

interface LogsOptions extends GlobalOptions {
  readonly follow: boolean;
  readonly lines: number;
}

/** `jobs logs NAME`: what the job's engine says, which is kept where it runs. */
export function logs(context: Context, args: readonly string[], options: LogsOptions): Promise<ExitCode> {
  return processLogs(context, [jobLog(args[0] ?? '')], { ...options, cluster: 'embedded' });
}
