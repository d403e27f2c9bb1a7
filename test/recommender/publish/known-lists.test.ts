import { expect, test } from 'vitest';
import { RefusedError } from '../../../src/base/errors.ts';
import { partitionOf } from '../../../src/clients/kafka/partition-of.ts';
import type { RawRecord } from '../../../src/clients/kafka/records.ts';
import { KnownLists } from '../../../src/recommender/publish/known-lists.ts';

const partitions = 3;
const log = { topic: 'p.recommender-events', id: 'a1' };
const lists = () => new KnownLists({ topic: 'lists', partitions, log, digest: 'd', instance: 'me' });
const place = (user: string) => partitionOf(Buffer.from(user), partitions);

function record(user: string, value: object | null, instance: string): RawRecord {
  return {
    offset: 0,
    timestamp: 0,
    key: Buffer.from(user),
    value: value === null ? null : Buffer.from(JSON.stringify(value)),
    headers: () => [{ name: 'instance', value: Buffer.from(instance) }],
  };
}

const list = (user: string, items: readonly string[], asOf: number, more = {}) => ({
  user,
  items: items.map((item) => ({ item, score: 1, because: [] })),
  model: 'd',
  log: log.id,
  asOf: { [log.topic]: asOf },
  time: '2026-01-01T00:00:00.000Z',
  ...more,
});

test('a list from before the latest event is behind, one from after it is not', () => {
  const known = lists();
  known.read(place('ann'), record('ann', list('ann', ['tea'], 7), 'other'));
  expect(known.isBehind('ann', 6)).toBe(false);
  expect(known.isBehind('ann', 7)).toBe(true);
  expect(known.isBehind('bob', 0)).toBe(true);
  expect(known.differs('ann', '["tea"]')).toBe(false);
  expect(known.differs('ann', '["cup"]')).toBe(true);
});

test('lists of another declaration, or out of another log, are made anew whatever they say', () => {
  for (const more of [{ model: 'another' }, { log: 'b2' }]) {
    const known = lists();
    known.read(place('ann'), record('ann', list('ann', ['tea'], 7, more), 'other'));
    expect(known.isBehind('ann', 1)).toBe(true);
    expect(known.differs('ann', '["tea"]')).toBe(true);
  }
});

test('who has a list is known by partition, also where the list is out of another log, until it is taken away', () => {
  const known = lists();
  for (const [user, more] of Object.entries({ ann: {}, bob: { log: 'b2' }, cleo: { log: 'b2' } })) {
    known.read(place(user), record(user, list(user, ['tea'], 7, more), 'other'));
  }
  known.tookAway('cleo', 9);
  for (const user of ['ann', 'bob']) expect(known.users(new Set([place(user)]))).toContain(user);
  expect(known.users(new Set([0, 1, 2]))).toEqual(['ann', 'bob']);
  expect(known.users(new Set())).toEqual([]);
});

test('an older list of an instance that lost its place is written over; its own and newer ones are not', () => {
  const known = lists();
  known.wrote('ann', '["tea"]', 20);
  expect(known.read(place('ann'), record('ann', list('ann', ['old'], 10), 'me'))).toBeUndefined();
  expect(known.differs('ann', '["tea"]')).toBe(false);
  expect(known.read(place('ann'), record('ann', list('ann', ['old'], 10), 'zombie'))).toBe('ann');
  expect(known.differs('ann', '["tea"]')).toBe(true);
  known.wrote('ann', '["tea"]', 21);
  expect(known.read(place('ann'), record('ann', list('ann', ['new'], 30), 'newer'))).toBeUndefined();
  expect(known.differs('ann', '["new"]')).toBe(false);
});

test('a tombstone or nonsense over a list of its own is written over', () => {
  for (const value of [null, { nothing: 'of this' }]) {
    const known = lists();
    known.wrote('ann', '["tea"]', 20);
    expect(known.read(place('ann'), record('ann', value, 'zombie'))).toBe('ann');
    expect(known.has('ann')).toBe(false);
  }
});

test('a list in a partition where it does not belong tells that the number of partitions was changed', () => {
  const wrong = (place('ann') + 1) % partitions;
  expect(() => lists().read(wrong, record('ann', list('ann', ['tea'], 7), 'other'))).toThrow(RefusedError);
});

test('a list that was taken away, of a forgotten user, is taken away again when a zombie writes an old one', () => {
  const known = lists();
  known.wrote('ann', '["tea"]', 20);
  known.tookAway('ann', 25);
  expect(known.has('ann')).toBe(false);
  expect(known.read(place('ann'), record('ann', null, 'zombie'))).toBeUndefined();
  expect(known.read(place('ann'), record('ann', list('ann', ['tea'], 22), 'zombie'))).toBe('ann');
  expect(known.has('ann')).toBe(true);
});
