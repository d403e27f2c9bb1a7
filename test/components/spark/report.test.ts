import { expect, test } from 'vitest';
import { parseEvent } from '../../../src/components/spark/run/events.ts';
import { reportOf } from '../../../src/components/spark/run/spark.ts';

/** What the supervisor is told in the end when the driver says these lines. */
function told(...events: readonly object[]) {
  let last: ReturnType<typeof reportOf> = { state: 'STARTING', metrics: {} };
  for (const event of events) {
    const parsed = parseEvent(JSON.stringify(event));
    if (parsed !== undefined && last !== undefined) last = reportOf(parsed, last) ?? last;
  }
  return last;
}

const waiting = {
  event: 'waiting',
  application: 'application_1',
  wanted: 'executors',
  nodes: 1,
  totalMemory: 2048,
  usedMemory: 2048,
  queue: 'root.default',
  reason: '',
};
const waits =
  'application_1 waits for executors in queue root.default: as YARN last heard, 2,048 of 2,048 MB of memory are taken on one node';
const progress = { event: 'progress', query: 'q', batch: 1, records: 7, rate: 3.5, lag: 2 };

test('a streaming job that waits for YARN says so, before it runs and while it does, until it moves on', () => {
  expect(told(waiting)).toEqual({ state: 'STARTING', metrics: {}, waits });
  expect(told({ event: 'running' }, progress, waiting)).toEqual({
    state: 'RUNNING',
    metrics: { records: 7, rate: 3.5, lag: 2 },
    waits,
  });
  expect(told({ event: 'running' }, waiting, progress)).not.toHaveProperty('waits');
});
