import { expect, test } from 'vitest';
import type { RawRecord } from '../../src/clients/kafka/records.ts';
import type { Fold } from '../../src/streams/fold.ts';
import { PartitionState } from '../../src/streams/partition-state.ts';

const sizes: Fold<{ bytes: number }> = {
  digest: 'sizes',
  initial: () => ({ bytes: 0 }),
  apply(state, _, records) {
    for (const { value } of records) state.bytes += value?.length ?? 0;
    return [];
  },
  encode: (state) => Buffer.from(String(state.bytes)),
  decode: (bytes) => ({ bytes: Number(bytes) }),
  metrics: ({ bytes }) => ({ bytes }),
};

const place = { topic: 'clicks', partition: 0, topicId: 'id' };
const records = (from: number, to: number): RawRecord[] =>
  Array.from({ length: to - from }, (_, index) => ({
    offset: from + index,
    timestamp: 0,
    key: null,
    value: Buffer.from('xx'),
    headers: () => [],
  }));
const chunk = (from: number, to: number, end: number) => ({ ...place, from, to, end, records: records(from, to) });

test('a chunk that was asked for by a former holder of the place is not counted', () => {
  const state = new PartitionState(place, sizes, { start: 0, end: 10 });
  state.apply(chunk(0, 4, 10));
  state.apply(chunk(0, 6, 10));
  expect(state.metrics()).toEqual({ records: 4, lag: 6, unread: 0, bytes: 8 });
});

test('what retention removed before it was read is noted, at the beginning and later', () => {
  const fresh = new PartitionState(place, sizes, { start: 3, end: 10 });
  expect([fresh.offset, fresh.unread]).toEqual([3, [{ from: 0, to: 3 }]]);
  fresh.apply(chunk(3, 5, 10));
  const { state, slot } = fresh.snapshot();
  const later = new PartitionState(place, sizes, { start: 8, end: 10 }, { ...state, slot });
  expect(later.unread).toEqual([
    { from: 0, to: 3 },
    { from: 5, to: 8 },
  ]);
  expect(later.metrics()).toEqual({ records: 2, lag: 2, unread: 6, bytes: 4 });
});

test('states are written to two sets of keys in turn, and only when there is something new', () => {
  const state = new PartitionState(place, sizes, { start: 0, end: 10 });
  state.apply(chunk(0, 1, 10));
  const first = state.snapshot();
  state.stored(first.state.offset);
  expect([first.slot, state.snapshot().slot, state.changed]).toEqual([0, 1, false]);
  const next = new PartitionState(place, sizes, { start: 0, end: 10 }, { ...first.state, slot: 0 });
  expect([next.snapshot().slot, next.changed]).toEqual([1, false]);
});
