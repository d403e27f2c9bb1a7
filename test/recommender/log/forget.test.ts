import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventsRecord, ForgetRecord, LogRecord } from '../../../src/recommender/log/log-record.ts';
import { countersDigest } from '../../../src/recommender/model/digest.ts';
import { Learner } from '../../../src/recommender/model/learner.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import { readingDigest } from '../../../src/recommender/spec.ts';
import { encodeSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { decodeSnapshot } from '../../../src/recommender/state/snapshot.ts';
import { viewsSpec } from '../views-spec.ts';

const spec = viewsSpec;
const users = ['ann', 'bob', 'cleo'];
const event = fc.record({
  user: fc.constantFrom(...users),
  item: fc.integer({ min: 0, max: 7 }).map((number) => `item${number}`),
  weight: fc.integer({ min: 1, max: 4 }),
});
const events = fc.array(event, { minLength: 1, maxLength: 80 });

test('after a user is forgotten, the digest is that of a run without what the user did before', () => {
  fc.assert(
    fc.property(events, fc.nat(80), fc.constantFrom(...users), (all, place, user) => {
      const [forgetting, without] = [new Model({ history: 5, known: 8 }), new Model({ history: 5, known: 8 })];
      for (const [at, one] of all.entries()) {
        if (at < place) forgetting.learn({ ...one, time: at });
        if (at < place && one.user !== user) without.learn({ ...one, time: at });
      }
      forgetting.forget(user);
      for (const [at, one] of all.slice(place).entries()) {
        for (const model of [forgetting, without]) model.learn({ ...one, time: place + at });
      }
      expect(countersDigest(forgetting)).toBe(countersDigest(without));
    }),
    { numRuns: 300 },
  );
});

const record = (from: number, names: readonly string[], reading = readingDigest(spec)): EventsRecord => ({
  kind: 'events',
  reading,
  coverage: [{ topic: 'views', id: 'a', partition: 0, from, to: from + names.length }],
  events: names.map((user, index) => {
    const offset = from + index;
    return { source: 0, offset, user, item: `item${offset}`, type: 'view', rating: null, time: offset };
  }),
  broken: [],
});
const marker = (user: string, to: number): ForgetRecord => ({
  kind: 'forget',
  user,
  sources: [{ topic: 'views', id: 'a', partition: 0, to }],
});
const learned = (records: readonly LogRecord[], learner = new Learner(spec)) => {
  for (const one of records) learner.apply(learner.progress.applied, one, () => {});
  return learner;
};

test('events before the marker that reach the log only after it stay forgotten, and later ones count', () => {
  const learner = learned([record(0, ['ann', 'bob']), marker('ann', 4), record(2, ['ann', 'bob', 'ann', 'ann'])]);
  const history = learner.model.history('ann');
  expect([history.item(0), history.item(1)].map((item) => learner.model.items.name(item))).toEqual(['item4', 'item5']);
  expect(history.length).toBe(2);
});

test('sources that are read again, because the declaration changed, keep the user forgotten, also over a snapshot', () => {
  const old = learned([record(0, ['ann', 'bob', 'ann'], 'another reading'), marker('ann', 3)]);
  const { model, digest, progress } = old;
  const snapshot = decodeSnapshot(encodeSnapshot({ digest, log: '', model, progress }));
  const again = learned(
    [record(0, ['ann', 'bob', 'ann', 'ann'])],
    new Learner(spec, snapshot?.model, snapshot?.progress),
  );
  expect(again.model.history('ann').length).toBe(1);
  expect(again.model.history('bob').length).toBe(1);
});

test('whoever was never seen is forgotten without a trace', () => {
  const told: number[] = [];
  const learner = new Learner(spec);
  learner.apply(0, marker('nobody', 3), (user) => told.push(user));
  expect(told).toEqual([]);
  expect(learner.model.users.size).toBe(0);
});
