import { UsageError } from '../../base/errors.ts';
import type { Clients } from '../../clients/clients.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { inventory } from '../../pipeline/status/inventory.ts';
import { select } from '../../pipeline/status/select.ts';

/** The one connector called `name`. UsageError for a job, and for several. */
export async function connectorNamed(name: string, clients: Clients): Promise<LiveConnector> {
  const [item, ...more] = select([name], await inventory(clients));
  if (item?.kind === 'job') throw new UsageError('A job has no offsets in Connect', { where: `job ${item.name}` });
  if (item === undefined || more.length > 0) {
    throw new UsageError('Offsets are those of one connector: give its whole name', { where: name });
  }
  return item.live;
}
