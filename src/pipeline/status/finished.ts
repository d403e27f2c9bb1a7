import type { ConnectClient } from '../../clients/connect/client.ts';
import type { LiveConnector } from '../../clients/connect/model.ts';
import { kindOf } from '../../components/kinds.ts';

/** Whether a source that can end has written all its records: it stays RUNNING, its offsets tell. */
export async function isFinished(live: LiveConnector, connect: ConnectClient): Promise<boolean> {
  const end = kindOf(live.config)?.end;
  if (end === undefined || !end.isFinite(live.config)) return false;
  return end.isReached(live.config, await connect.offsets(live.name));
}
