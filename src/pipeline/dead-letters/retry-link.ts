import type { Clock } from '../../base/context.ts';
import { appendLink } from '../../verify/append-link.ts';
import type { RequestedLetter } from '../../verify/link.ts';
import { openLetters } from '../../verify/live-range.ts';
import type { ChainSink } from '../../verify/sink.ts';

/** A `retry` link that a sink has to answer. */
export interface PendingRetry {
  readonly topic: string;
  readonly partition: number;
  readonly seq: number;
}

/**
 * Appends a `retry` link for those of `letters` that still wait. A request that nobody has answered yet comes first:
 * that one is returned. Undefined when none of the letters waits any more. RefusedError as of `appendLink`.
 */
export async function appendRetry(
  sink: ChainSink,
  { topic, partition }: Pick<PendingRetry, 'topic' | 'partition'>,
  letters: readonly RequestedLetter[],
  clock: Clock,
): Promise<PendingRetry | undefined> {
  let pending: number | undefined;
  const appended = await appendLink(sink, { topic, partition }, clock, 'retried', ({ ranges }, tip) => {
    pending = tip.kind === 'retry' ? tip.seq : undefined;
    if (pending !== undefined) return undefined;
    const open = openLetters(ranges);
    const retry = letters.filter(({ offset }) => open.has(offset));
    return retry.length === 0 ? undefined : { kind: 'retry', retry };
  });
  const seq = appended ?? pending;
  return seq === undefined ? undefined : { topic, partition, seq };
}
