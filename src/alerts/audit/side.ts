import type { KnownPartition } from '../partition-states.ts';
import type { Recomputed } from './recompute.ts';

/** One partition as it was computed, and as the job knows it. */
export interface Side {
  readonly recomputed: Recomputed;
  readonly known: KnownPartition | undefined;
  /** Next offset that the job's state does not cover. */
  readonly position: number;
}

/** Whether everything that the job read of a partition is still there. */
export const isWhole = ({ start, stored }: KnownPartition): boolean => start <= (stored?.unread.at(-1)?.to ?? 0);
