import type { Context } from '../../base/context.ts';
import { ServiceError, UnreachableError } from '../../base/errors.ts';

const PAUSE = 2_000;

interface Persistence extends Pick<Context, 'clock' | 'signal'> {
  /** Told about every failure. */
  readonly log: (line: string) => void;
}

/**
 * Repeats `work` from its start while Kafka is away or refuses; ends when it ends or at the signal. Other errors pass.
 */
export async function persistently({ clock, signal, log }: Persistence, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnreachableError || error instanceof ServiceError)) throw error;
      log(`${error.where === undefined ? '' : `${error.where}: `}${error.message}; trying again`);
      await clock.sleep(PAUSE, signal).catch(() => {});
    }
  }
}
