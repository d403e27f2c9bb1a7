import type { Clock } from '../../base/context.ts';
import { pause } from '../../base/until.ts';
import type { Chunk, PartitionTail } from './tail.ts';

const IDLE_PAUSES = [10, 20, 50, 100, 200];
const LONG_POLL = 500;

interface FollowOptions {
  readonly clock: Clock;
  /** Aborting it ends the generator without an error. */
  readonly signal: AbortSignal;
}

/**
 * Chunks of several partitions in turn, for ever. One connection answers one fetch after the other, so that waiting in
 * the broker is only for a single partition; several are asked without waiting, with growing pauses while all are idle.
 */
export async function* follow(
  tails: readonly PartitionTail[],
  { clock, signal }: FollowOptions,
): AsyncGenerator<Chunk> {
  const wait = tails.length === 1 ? LONG_POLL : 0;
  for (let idle = 0; !signal.aborted; ) {
    let moved = false;
    for (const tail of tails) {
      const chunk = await tail.poll(wait);
      if (signal.aborted) return;
      if (chunk.to === chunk.from) continue;
      moved = true;
      yield chunk;
    }
    idle = moved ? 0 : idle + 1;
    if (!moved && wait === 0) await pause(clock, IDLE_PAUSES[Math.min(idle, IDLE_PAUSES.length) - 1] ?? 0, signal);
  }
}
