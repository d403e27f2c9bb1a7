import type { Coverage, EventsRecord, SourcedEvent } from '../log/log-record.ts';
import type { Broken, SourceQueue } from './source-queue.ts';

const EVENTS_PER_RECORD = 500;

export interface Merged {
  readonly record: EventsRecord;
  readonly broken: readonly Broken[];
}

/** The queue whose first entry comes next: broken ones at once, then by event time, topic and partition. */
function earliest(queues: readonly SourceQueue[]): SourceQueue | undefined {
  let first: SourceQueue | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const queue of queues) {
    const { head } = queue;
    if (head === undefined) continue;
    const time = head.event?.time ?? Number.NEGATIVE_INFINITY;
    if (first === undefined || time < least) [first, least] = [queue, time];
  }
  return first;
}

/**
 * Takes the next record of the log out of the queues (sorted by topic and partition): entries by event time, each
 * partition's own order kept, until a partition that is still behind has nothing left to compare with. Partitions
 * that are at their end hold nobody up. Undefined when there is nothing to write.
 */
export function merge(queues: readonly SourceQueue[], reading: string): Merged | undefined {
  const events: SourcedEvent[] = [];
  const broken: Broken[] = [];
  const brokenAt: [number, number][] = [];
  const source = new Map(queues.map((queue, index) => [queue, index]));
  while (events.length + broken.length < EVENTS_PER_RECORD && !queues.some((queue) => queue.behind)) {
    const queue = earliest(queues);
    const head = queue?.head;
    if (queue === undefined || head === undefined) break;
    const index = source.get(queue) ?? 0;
    if (head.event !== undefined) events.push({ source: index, offset: head.offset, ...head.event });
    if (head.broken !== undefined) {
      broken.push(head.broken);
      brokenAt.push([index, head.offset]);
    }
    queue.take();
  }
  const coverage = queues.map(
    ({ topic, id, partition, written, taken }): Coverage => ({ topic, id, partition, from: written, to: taken }),
  );
  if (coverage.every(({ from, to }) => from === to)) return undefined;
  return { record: { kind: 'events', reading, coverage, events, broken: brokenAt }, broken };
}

/** The record is in the log: its coverage is done. */
export function markWritten(queues: readonly SourceQueue[], { coverage }: EventsRecord): void {
  coverage.forEach(({ to }, index) => {
    const queue = queues[index];
    if (queue !== undefined) queue.written = to;
  });
}
