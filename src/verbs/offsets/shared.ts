import type { Context, GlobalOptions } from '../../base/context.ts';
import { UsageError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { ConnectorOffset, LiveConnector } from '../../clients/connect/model.ts';
import { inventory } from '../../pipeline/status/inventory.ts';
import { select } from '../../pipeline/status/select.ts';
import { renderOffsets } from '../../ui/offsets.ts';
import { show } from '../../ui/show.ts';

/** The one connector called `name`. UsageError for a job, and for several. */
export async function connectorNamed(name: string, clients: Clients): Promise<LiveConnector> {
  const [item, ...more] = select([name], await inventory(clients));
  if (item?.kind === 'job') throw new UsageError('A job has no offsets in Connect', { where: `job ${item.name}` });
  if (item === undefined || more.length > 0) {
    throw new UsageError('Offsets are those of one connector: give its whole name', { where: name });
  }
  return item.live;
}

/** The view of a connector's offsets. */
export const showOffsets = (
  context: Context,
  options: GlobalOptions,
  connector: string,
  offsets: readonly ConnectorOffset[],
) => show(context, options, { json: { connector, offsets }, text: () => renderOffsets(offsets) });
