import { existsSync } from 'node:fs';
import type { Context } from '../base/context.ts';
import type { ExitCode } from '../base/errors.ts';
import { stopCluster } from '../embedded/stop.ts';
import { homeOf } from '../target/home.ts';
import { showLine } from '../ui/show.ts';
import { flag, yes } from './flag.ts';
import { composeDown } from './shared/compose.ts';
import { confirm } from './shared/confirm.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = { data: flag('also remove its data'), yes };

type DownOptions = OptionsOf<typeof flags>;

/**
 * Stops the embedded cluster, or one that Docker Compose runs; with `--data` also removes what it holds, after asking.
 */
export default defineVerb({
  usage: 'down',
  summary: 'stop the cluster (embedded, or --cluster compose)',
  example: 'pipeline down --data',
  flags,
  async run(context, _args, options) {
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
  },
});

function report(context: Context, options: DownOptions, ended: number, sentence: string): ExitCode {
  return showLine(context, options, { json: { ended, dataRemoved: options.data }, after: () => `${sentence}\n` });
}
