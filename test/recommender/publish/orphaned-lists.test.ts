import { expect, test } from 'vitest';
import { partitionOf } from '../../../src/clients/kafka/partition-of.ts';
import type { RawRecord } from '../../../src/clients/kafka/records.ts';
import type { EventsRecord } from '../../../src/recommender/log/log-record.ts';
import { Learner } from '../../../src/recommender/model/learner.ts';
import { KnownLists } from '../../../src/recommender/publish/known-lists.ts';
import { OrphanedLists } from '../../../src/recommender/publish/orphaned-lists.ts';
import { readingDigest } from '../../../src/recommender/spec.ts';
import { viewsSpec as spec } from '../views-spec.ts';

const partitions = 3;
const all = new Set([0, 1, 2]);
const log = { topic: 'p.recommender-events', id: 'new' };

/** A list out of an earlier log. */
function list(user: string): RawRecord {
  const asOf = { [log.topic]: 7 };
  const value = { user, items: [], model: 'd', log: 'old', asOf, time: '2026-01-01T00:00:00.000Z' };
  const headers = () => [{ name: 'instance', value: Buffer.from('other') }];
  return { offset: 0, timestamp: 0, key: Buffer.from(user), value: Buffer.from(JSON.stringify(value)), headers };
}

/** Events `from` … `to` − 1 of the source, all of ann's. */
function record(from: number, to: number): EventsRecord {
  const offsets = Array.from({ length: to - from }, (_, index) => from + index);
  return {
    kind: 'events',
    reading: readingDigest(spec),
    coverage: [{ topic: 'views', id: '', partition: 0, from, to }],
    events: offsets.map((offset) => ({
      source: 0,
      offset,
      user: 'ann',
      item: `i${offset}`,
      type: 'view',
      rating: null,
      time: 0,
    })),
    broken: [],
  };
}

function scene(end: number) {
  const known = new KnownLists({ topic: 'lists', partitions, log, digest: 'd', instance: 'me' });
  for (const user of ['ann', 'bob', 'cleo']) known.read(partitionOf(Buffer.from(user), partitions), list(user));
  let now = 0;
  const kafka = { partitions: async () => [0], bounds: async () => ({ start: 0, end }) };
  const taken: string[] = [];
  const serving = {
    takeAway: async (users: readonly string[]) => {
      taken.push(...users);
      for (const user of users) known.tookAway(user, 1);
    },
  };
  const orphaned = new OrphanedLists({ kafka, topics: spec.from, known, now: () => (now += 1_000) });
  const learner = new Learner(spec);
  return { taken, learner, take: (ready: ReadonlySet<number>) => orphaned.take(ready, learner, serving) };
}

test('lists of users without events stay until the log covers what the sources held, then they go', async () => {
  const { taken, learner, take } = scene(10);
  learner.apply(0, record(0, 6), () => {});
  for (let time = 0; time < 3; time++) await take(all);
  expect(taken).toEqual([]);
  learner.apply(1, record(6, 10), () => {});
  for (let time = 0; time < 3; time++) await take(all);
  expect(taken).toEqual(['bob', 'cleo']);
});

test('only those of partitions that this instance writes, and again when it takes another one', async () => {
  const { taken, learner, take } = scene(1);
  learner.apply(0, record(0, 1), () => {});
  const mine = partitionOf(Buffer.from('bob'), partitions);
  const others = ['bob', 'cleo'].filter((user) => partitionOf(Buffer.from(user), partitions) !== mine);
  await take(new Set([mine]));
  expect(taken).toContain('bob');
  for (const other of others) expect(taken).not.toContain(other);
  await take(all);
  expect(taken.toSorted()).toEqual(['bob', 'cleo']);
});
