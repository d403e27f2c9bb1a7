import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode, UsageError } from '../base/errors.ts';
import { paint } from '../base/text/style.ts';
import { pause } from '../base/until.ts';
import type { Clients } from '../clients/clients.ts';
import { inventory } from '../pipeline/status/inventory.ts';
import { describeConnector, readStatus } from '../pipeline/status/read-status.ts';
import { select } from '../pipeline/status/select.ts';
import { renderDescription, renderStatus } from '../ui/status.ts';
import { withClients } from './shared/clients.ts';

interface StatusOptions extends GlobalOptions {
  readonly watch: boolean;
}

interface Shown {
  readonly text: string;
  readonly ok: boolean;
}

const interval = 2_000;
const clear = '\x1b[H\x1b[J';

async function show(
  name: string | undefined,
  clients: Clients,
  cluster: string,
  context: Context,
  options: StatusOptions,
): Promise<Shown> {
  const items = await inventory(clients);
  const chosen = name === undefined ? items : select([name], items);
  const json = options.output === 'json';
  const [only] = chosen;
  if (name !== undefined && chosen.length === 1 && only?.kind === 'connector' && only.name === name) {
    const description = await describeConnector(only.live, clients, context.clock.now());
    const text = json ? `${JSON.stringify(description, null, 2)}\n` : renderDescription(description, context.output);
    return { text, ok: description.healthy };
  }
  const report = await readStatus(chosen, clients, cluster, context.clock.now());
  const text = json ? `${JSON.stringify(report, null, 2)}\n` : renderStatus(report, context.output);
  return { text, ok: report.ok };
}

/** `status [NAME]`: the table, or one connector in full. Exit code 3 when something is unhealthy. */
export async function status(context: Context, args: readonly string[], options: StatusOptions): Promise<ExitCode> {
  if (options.watch && !context.output.isTerminal) {
    throw new UsageError('--watch redraws a terminal, and the output is none', {
      hint: 'Leave --watch out, or use `-o json` in a loop.',
    });
  }
  return withClients(context, options, async (clients, cluster) => {
    for (;;) {
      const { text, ok } = await show(args[0], clients, cluster.name, context, options);
      const again = `\n${paint(context.output).dim('Looking again every 2 s; Ctrl-C ends.')}`;
      context.output.write(options.watch ? `${clear}${text}${again}` : text);
      if (!options.watch) return ok ? ExitCode.fine : ExitCode.notHealthy;
      if (!(await pause(context.clock, interval, context.signal))) return ExitCode.fine;
    }
  });
}
