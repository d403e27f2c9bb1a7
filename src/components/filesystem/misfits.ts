import { ServiceError } from '../../base/errors.ts';
import type { Stores } from '../../store/location.ts';
import type { DeployedSink, Misfit } from '../kind.ts';

/**
 * A bucket that is not there, or whose keys may not write to it. What this tool may do by AWS's own chain says nothing
 * of what the workers may: only a missing bucket counts then.
 */
export async function misfits({ config }: Pick<DeployedSink, 'config'>, stores: Stores): Promise<readonly Misfit[]> {
  const { store, path } = await stores.locate(config.path ?? '');
  try {
    await store.probe?.(path);
    return [];
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const message = `${config.path ?? ''} cannot be written: ${error.message}`;
    return [{ rule: 'unwritable-store', message, hint: error.hint ?? 'look at what the store says' }];
  }
}
