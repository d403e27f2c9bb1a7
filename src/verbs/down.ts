import { existsSync } from 'node:fs';
import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode } from '../base/errors.ts';
import { stopCluster } from '../embedded/stop.ts';
import { homeOf } from '../target/home.ts';
import { composeDown } from './shared/compose.ts';
import { confirm } from './shared/confirm.ts';

interface DownOptions extends GlobalOptions {
  readonly data: boolean;
  readonly yes: boolean;
}

/** Stops the embedded cluster, or one that Docker Compose runs; with `--data` also removes what it holds, after asking. */
export async function down(context: Context, _args: readonly string[], options: DownOptions): Promise<ExitCode> {
  if (options.cluster !== 'embedded') return composeDown(context, options);
  const home = homeOf(context);
  if (!existsSync(home.folder)) {
    return report(context, options, 0, 'Nothing was running.');
  }
  if (options.data) {
    await confirm(context, `This removes all topics, files and logs of the cluster in ${home.folder}.`, options.yes);
  }
  const ended = await stopCluster(home, context, options.data);
  const stopped =
    ended === 0 ? 'Nothing was running.' : `Stopped ${ended === 1 ? 'one process' : `${ended} processes`}.`;
  const removed = options.data ? ` Removed its data; secrets stay in ${home.secrets}.` : '';
  return report(context, options, ended, `${stopped}${removed}`);
}

function report(context: Context, options: DownOptions, ended: number, sentence: string): ExitCode {
  if (options.output === 'json') {
    context.output.write(`${JSON.stringify({ ended, dataRemoved: options.data })}\n`);
  } else context.messages.write(`${sentence}\n`);
  return ExitCode.fine;
}
