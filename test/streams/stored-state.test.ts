import { expect, test } from 'vitest';
import type { OutgoingRecord } from '../../src/clients/kafka/writer.ts';
import { newestState, recordsOfState, StateChunks, type StoredState } from '../../src/streams/stored-state.ts';

const stateAt = (offset: number, bytes = Buffer.from(`as of ${offset}`)): StoredState => ({
  topic: 'clicks',
  partition: 1,
  topicId: 'first',
  digest: 'rules',
  offset,
  records: offset,
  unread: [],
  bytes,
});

function read(records: readonly OutgoingRecord[]) {
  const chunks = new StateChunks();
  for (const { key, value, headers = {} } of records) {
    const all = Object.entries(headers).map(([name, text]) => ({ name, value: Buffer.from(String(text)) }));
    chunks.add({ key, value, headers: () => all });
  }
  return chunks.states();
}

/** What is left of `records` when the topic has been compacted. */
const compacted = (records: readonly OutgoingRecord[]) => [
  ...new Map(records.map((record) => [String(record.key), record])).values(),
];

const wanted = { topic: 'clicks', partition: 1, topicId: 'first', digest: 'rules' };

test('a state larger than a record is read whole, with what it is a state of', () => {
  const state = stateAt(7, Buffer.alloc(2_000_000, 'abc'));
  const records = recordsOfState(state, 0, 'a');
  expect(records.map(({ value }) => value?.length)).toEqual([800_000, 800_000, 400_000]);
  const [{ bytes, ...rest } = { bytes: Buffer.alloc(0) }] = read(records);
  // A buffer of this size takes `toEqual` seconds.
  expect(bytes.equals(state.bytes)).toBe(true);
  expect({ ...rest, bytes: 0 }).toEqual({ ...state, slot: 0, bytes: 0 });
  expect(read(recordsOfState(stateAt(0, Buffer.alloc(0)), 1, 'b'))).toEqual([
    { ...stateAt(0, Buffer.alloc(0)), slot: 1 },
  ]);
});

test('a state that was written only in part leaves the one before it, also after compaction', () => {
  const large = (offset: number, fill: string) => stateAt(offset, Buffer.alloc(2_000_000, fill));
  const whole = [...recordsOfState(large(5, 'a'), 0, 'a'), ...recordsOfState(large(9, 'b'), 1, 'b')];
  const half = recordsOfState(large(12, 'c'), 0, 'c').slice(0, 2);
  for (const records of [[...whole, ...half], compacted([...whole, ...half])]) {
    const newest = newestState(read(records), wanted);
    expect([newest?.offset, newest?.slot, newest?.bytes.equals(large(9, 'b').bytes)]).toEqual([9, 1, true]);
  }
});

test('what a process without its place writes late is older, not newer', () => {
  const records = [...recordsOfState(stateAt(20), 0, 'a'), ...recordsOfState(stateAt(12), 1, 'late')];
  expect(newestState(read(records), wanted)?.offset).toBe(20);
});

test('states of another topic of that name, of other rules or another partition are not taken', () => {
  const states = read([
    ...recordsOfState({ ...stateAt(50), topicId: 'second' }, 0, 'a'),
    ...recordsOfState(stateAt(12), 1, 'b'),
  ]);
  expect(newestState(states, wanted)?.offset).toBe(12);
  expect(newestState(states, { ...wanted, digest: 'other rules' })).toBeUndefined();
  expect(newestState(states, { ...wanted, partition: 0 })).toBeUndefined();
});

test('records that nobody here has written are left out', () => {
  const [record] = recordsOfState(stateAt(3), 0, 'a');
  const headers = { state: '{"version":2}' };
  expect(
    read([
      { key: Buffer.from('x'), value: Buffer.from('y') },
      { key: null, value: null, headers },
    ]),
  ).toEqual([]);
  expect(read([...(record === undefined ? [] : [record, { ...record, value: null }])])).toEqual([]);
});
