import type { ConnectClient } from '../../clients/connect/client.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';

export const datagen = 'pipeline.connect.datagen.DatagenSourceConnector';

/** Whether a finite generator has written all its records: it stays RUNNING, its offset tells. */
export async function isFinished(live: LiveConnector, connect: ConnectClient): Promise<boolean> {
  const count = Number(live.config.count);
  if (live.config['connector.class'] !== datagen || !(count > 0)) return false;
  const offsets = await connect.offsets(live.name);
  return offsets.some(({ offset }) => offset?.finished === true && Number(offset.n) >= count);
}
