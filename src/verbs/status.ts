import type { Context } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { paint } from '../base/text/style.ts';
import { pause } from '../base/until.ts';
import type { Clients } from '../clients/clients.ts';
import { inventory } from '../pipeline/status/inventory.ts';
import { describeConnector, readStatus } from '../pipeline/status/read-status.ts';
import { select } from '../pipeline/status/select.ts';
import { show, type View } from '../ui/show.ts';
import { renderDescription, renderStatus } from '../ui/status.ts';
import { flag } from './flag.ts';
import { withClients } from './shared/clients.ts';
import { defineVerb } from './verb.ts';

const interval = 2_000;
const clear = '\x1b[H\x1b[J';

type Shown = Required<Pick<View, 'json' | 'text'>> & { readonly ok: boolean };

async function viewOf(name: string | undefined, clients: Clients, cluster: string, context: Context): Promise<Shown> {
  const items = await inventory(clients);
  const chosen = name === undefined ? items : select([name], items);
  const [only] = chosen;
  if (name !== undefined && chosen.length === 1 && only?.kind === 'connector' && only.name === name) {
    const json = await describeConnector(only.live, clients, context.clock.now());
    return { json, text: () => renderDescription(json, context.output), ok: json.healthy };
  }
  const json = await readStatus(chosen, clients, cluster, context.clock.now());
  return { json, text: () => renderStatus(json, context.output), ok: json.ok };
}

/** `status [NAME]`: the table, or one connector in full. Exit code 3 when something is unhealthy. */
export default defineVerb({
  usage: 'status [name]',
  summary: 'show connectors, tasks and lag, or describe one',
  example: 'pipeline status streaming.lake --watch',
  flags: { watch: flag('redraw until Ctrl-C') },
  completes: { name: { from: ['pipelines', 'connectors', 'jobs'] } },
  async run(context, args, options) {
    if (options.watch && !context.output.isTerminal) {
      throw new UsageError('--watch redraws a terminal, and the output is none', {
        hint: 'Leave --watch out, or use `-o json` in a loop.',
      });
    }
    return withClients(context, options, async (clients, cluster) => {
      for (;;) {
        const { json, text, ok } = await viewOf(args[0], clients, cluster.name, context);
        const again = () => `${clear}${text()}\n${paint(context.output).dim('Looking again every 2 s; Ctrl-C ends.')}`;
        show(context, options, { json, text: options.watch ? again : text });
        if (!options.watch) return ok ? ExitCode.fine : ExitCode.notHealthy;
        if (!(await pause(context.clock, interval, context.signal))) return ExitCode.fine;
      }
    });
  },
});
