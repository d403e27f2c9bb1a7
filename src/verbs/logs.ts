import { globSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Context } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { printable } from '../base/text/printable.ts';
import { meant } from '../language/diagnostic.ts';
import { follow, lastLines } from '../processes/log-tail.ts';
import { connectorLog, hostLog, type Part, partOf, writersOf } from '../processes/shared-log.ts';
import { homeOf, logFile } from '../target/home.ts';
import { showLine } from '../ui/show.ts';
import { flag, integer, valued } from './flag.ts';
import { composeLogs } from './shared/compose.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  follow: flag('keep printing', 'f'),
  lines: valued('<count>', 'how many lines from the end', integer, { short: 'n', default: 100 }),
};

type LogsOptions = OptionsOf<typeof flags>;

/**
 * Prints the last lines of the log of a process, a container, a connector or a hosted job, and with `--follow` those
 * that come, until Ctrl-C.
 */
export default defineVerb({
  usage: 'logs <name>',
  summary: 'print the log of a process, a connector or a hosted job',
  example: 'pipeline logs evenements.lac -f',
  flags,
  completes: { name: { from: ['logs', 'connectors', 'jobs'] } },
  async run(context, [name = ''], options) {
    if (options.cluster !== 'embedded') return composeLogs(context, name, options);
    const home = homeOf(context);
    const processes = globSync('*.log', { cwd: home.logs }).map((file) => basename(file, '.log'));
    if (processes.includes(name)) {
      const file = logFile(home, name);
      const { size } = statSync(file);
      return showPart({ file, size, last: lastLines(file, options.lines, size), isOwn: () => true }, context, options);
    }
    for (const log of [connectorLog, hostLog]) {
      const part = await partOf(name, log, home, options.lines);
      if (part !== undefined) return showPart(part, context, options);
    }
    const writers = [...(await writersOf(connectorLog, home)), ...(await writersOf(hostLog, home))];
    throw new UsageError(`There is no log of ${name}`, {
      where: home.logs,
      hint:
        processes.length === 0
          ? 'Nothing was started here yet: `pipeline up`.'
          : meant(name, [...processes, ...writers], 'log'),
    });
  },
});

/** Prints what was found, and with `--follow` what is written after it. */
export async function showPart(part: Part, context: Context, options: LogsOptions): Promise<ExitCode> {
  const { file, size, last, isOwn } = part;
  const print = (line: string) => showLine(context, options, { json: { line }, text: () => `${printable(line)}\n` });
  last.forEach(print);
  if (!options.follow) return ExitCode.fine;
  let rest = '';
  for await (const text of follow(file, size, context)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.filter(isOwn).forEach(print);
  }
  return ExitCode.fine;
}
