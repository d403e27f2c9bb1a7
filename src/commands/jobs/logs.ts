import { existsSync } from 'node:fs';
import { homeOf, logFile } from '../../cluster/home.ts';
import type { Context, GlobalOptions } from '../../context.ts';
import type { ExitCode } from '../../errors.ts';
import { logs as processLogs } from '../logs.ts';
import { jobLog } from './site.ts';

interface LogsOptions extends GlobalOptions {
  readonly follow: boolean;
  readonly lines: number;
}

/** `jobs logs NAME`: what the job's engine says, where it runs on this machine; else the log of the cluster's supervisor. */
export function logs(context: Context, args: readonly string[], options: LogsOptions): Promise<ExitCode> {
  const name = jobLog(args[0] ?? '');
  const here = options.cluster === 'embedded' || existsSync(logFile(homeOf(context), name));
  if (here) return processLogs(context, [name], { ...options, cluster: 'embedded' });
  return processLogs(context, ['supervisor'], options);
}
