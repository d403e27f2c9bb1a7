import { UsageError } from '../base/errors.ts';
import { hasFailed } from '../pipeline/status/health.ts';
import { inventory } from '../pipeline/status/inventory.ts';
import { select } from '../pipeline/status/select.ts';
import { flag } from './flag.ts';
import { showDone } from './shared/change-state.ts';
import { withClients } from './shared/clients.ts';
import { refuseRestart, restart } from './shared/operate.ts';
import { defineVerb } from './verb.ts';

/** `restart NAMES`: connectors and tasks, or with --failed only what failed, of everything when no name is given. */
export default defineVerb({
  usage: 'restart [names...]',
  summary: 'restart connectors and their tasks',
  example: 'pipeline restart --failed',
  flags: { failed: flag('only what failed') },
  completes: { names: { from: ['pipelines', 'connectors'] } },
  async run(context, names, options) {
    if (names.length === 0 && !options.failed) {
      throw new UsageError('Say what to restart: names, a pipeline, or --failed', {
        hint: '`pipeline restart --failed` restarts whatever failed.',
      });
    }
    return withClients(context, options, async (clients, cluster) => {
      const all = await inventory(clients);
      const chosen = names.length === 0 ? all.filter(({ kind }) => kind === 'connector') : select(names, all);
      refuseRestart(chosen);
      const items = chosen.filter((item) => !options.failed || (item.kind === 'connector' && hasFailed(item.live)));
      await restart(items, options.failed, { context, clients, cluster });
      if (items.length === 0) context.messages.write('Nothing failed.\n');
      return showDone(context, options, items, 'restarted');
    });
  },
});
