import { existsSync } from 'node:fs';
import { homeOf } from '../cluster/home.ts';
import { stopCluster } from '../cluster/stop.ts';
import type { Context, GlobalOptions } from '../context.ts';
import { ExitCode } from '../errors.ts';

interface DownOptions extends GlobalOptions {
  readonly data: boolean;
  readonly yes: boolean;
}

/** Stops the embedded cluster; with `--data` also removes what it stored. */
export async function down(context: Context, _args: readonly string[], options: DownOptions): Promise<number> {
  const home = homeOf(context);
  const ended = existsSync(home.folder) ? await stopCluster(home, context, options.data) : 0;
  if (options.output === 'json') context.output.write(`${JSON.stringify({ ended, data: options.data })}\n`);
  else context.messages.write(ended === 0 ? 'Nothing was running.\n' : `Stopped ${ended} processes.\n`);
  return ExitCode.fine;
}
