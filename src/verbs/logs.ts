import { globSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { meant } from '../language/diagnostic.ts';
import { follow, lastLines } from '../processes/log-tail.ts';
import { homeOf, logFile } from '../target/home.ts';
import { composeLogs } from './compose.ts';

interface LogsOptions extends GlobalOptions {
  readonly follow: boolean;
  readonly lines: number;
}

/** Prints the last lines of a process's (or container's) log, and with `--follow` those that come, until Ctrl-C. */
export async function logs(context: Context, [name = '']: readonly string[], options: LogsOptions): Promise<ExitCode> {
  if (options.cluster !== 'embedded') return composeLogs(context, name, options);
  const home = homeOf(context);
  const names = globSync('*.log', { cwd: home.logs }).map((file) => basename(file, '.log'));
  if (!names.includes(name)) {
    const hint = names.length === 0 ? 'Nothing was started here yet: `pipeline up`.' : meant(name, names, 'log');
    throw new UsageError(`There is no log of ${name}`, { where: home.logs, hint });
  }
  const file = logFile(home, name);
  const print = (line: string) =>
    context.output.write(options.output === 'json' ? `${JSON.stringify({ line })}\n` : `${printable(line)}\n`);

  const { size } = statSync(file);
  for (const line of lastLines(file, options.lines, size)) print(line);
  if (!options.follow) return ExitCode.fine;
  let rest = '';
  for await (const text of follow(file, size, context)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(print);
  }
  if (context.output.isTerminal) context.output.write('\n');
  return ExitCode.fine;
}
