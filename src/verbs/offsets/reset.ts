import type { Context, GlobalOptions } from '../../base/context.ts';
import { ExitCode, RefusedError, UsageError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorOffset, LiveConnector } from '../../clients/connect/model.ts';
import { demand } from '../../clients/connect/version.ts';
import { exclusively } from '../../pipeline/apply/exclusively.ts';
import { newOffsets, parsePosition } from '../../pipeline/apply/new-offsets.ts';
import { inventory } from '../../pipeline/status/inventory.ts';
import { select } from '../../pipeline/status/select.ts';
import { renderOffsets } from '../../ui/offsets.ts';
import { alone } from '../shared/alone.ts';
import { withClients } from '../shared/clients.ts';
import { confirm } from '../shared/confirm.ts';

interface ResetOptions extends GlobalOptions {
  readonly to: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly yes: boolean;
}

async function connectorNamed(name: string, clients: Clients): Promise<LiveConnector> {
  const [item, ...more] = select([name], await inventory(clients));
  if (item?.kind === 'job') throw new UsageError('A job has no offsets in Connect', { where: `job ${item.name}` });
  if (item === undefined || more.length > 0) {
    throw new UsageError('Offsets are those of one connector: give its whole name', { where: name });
  }
  return item.live;
}

const asJson = (name: string, offsets: readonly ConnectorOffset[]) =>
  `${JSON.stringify({ connector: name, offsets }, null, 2)}\n`;

/** `offsets get NAME`: the position of a sink in its topics, or of a source in what it reads. */
export async function get(context: Context, args: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  return withClients(context, options, async (clients) => {
    const { name } = await connectorNamed(args[0] ?? '', clients);
    const offsets = await clients.connect.offsets(name);
    context.output.write(options.output === 'json' ? asJson(name, offsets) : renderOffsets(offsets));
    if (offsets.length === 0) context.messages.write(`${name} has no offset yet.\n`);
    return ExitCode.fine;
  });
}

/** `offsets reset NAME`: only of a stopped connector; what was read is read again, what is skipped is never read. */
export async function reset(context: Context, args: readonly string[], options: ResetOptions): Promise<ExitCode> {
  const position = parsePosition(options.to);
  return withClients(context, options, async (clients, cluster) => {
    const live = await connectorNamed(args[0] ?? '', clients);
    const { name } = live;
    demand(await clients.connect.version(), 'offsets reset');
    if (live.state !== 'STOPPED') {
      throw new RefusedError(`Offsets change only while the connector is stopped; it is ${live.state.toLowerCase()}`, {
        where: `connector ${name}`,
        hint: `\`pipeline stop ${name}\` stops it.`,
      });
    }
    const wanted = await newOffsets(live, { ...options, position }, clients);
    await confirm(context, `Set the position of ${name} to ${options.to}?`, options.yes);
    await exclusively(alone('offsets reset', clients, cluster, context), async () => {
      if (wanted === 'forget all') await clients.connect.resetOffsets(name);
      else await clients.connect.alterOffsets(name, wanted);
    });
    const offsets = await clients.connect.offsets(name);
    context.output.write(options.output === 'json' ? asJson(name, offsets) : renderOffsets(offsets));
    context.messages.write(
      `The position of ${name} is ${options.to} now; \`pipeline resume ${name}\` goes on from there.\n`,
    );
    return ExitCode.fine;
  });
}
