import type { Clock } from '../../base/context.ts';
import type { Clients } from '../../clients/clients.ts';
import { kafkaError } from '../../clients/kafka/errors.ts';
import { ClusterLock, ensureLockTopic, LOCK } from './lock.ts';

export interface Exclusion {
  readonly clients: Clients;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Replication factor of the lock's topic, when it must be made. */
  readonly replication: number;
  /** How others are told who is at work: `apply by user@host, process 123`. */
  readonly holder: string;
  /** Milliseconds to wait for another run to finish. */
  readonly patience: number;
  readonly onWait: (holder: string) => void;
}

/**
 * Does `work` while no other run changes the cluster; it calls `confirm` before each write.
 * @throws RefusedError that names who holds the cluster for longer than the patience.
 */
export async function exclusively<T>(exclusion: Exclusion, work: (held: ClusterLock) => Promise<T>): Promise<T> {
  const { clients, clock, signal, replication, holder, patience, onWait } = exclusion;
  try {
    await ensureLockTopic(await clients.admin(), replication);
  } catch (error) {
    throw kafkaError(error, LOCK);
  }
  const [kafka, writer] = await Promise.all([clients.records(), clients.writer(LOCK)]);
  const held = await ClusterLock.acquire({ kafka, writer, clock, signal, holder }, patience, onWait);
  try {
    return await work(held);
  } finally {
    await held.release();
  }
}
