import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOf } from '../../../src/recommender/audit/naive/rows.ts';
import { Timeline } from '../../../src/recommender/audit/naive/timeline.ts';
import { Totals } from '../../../src/recommender/audit/naive/totals.ts';
import { NaiveLists } from '../../../src/recommender/audit/prove-lists.ts';
import { countersDigest } from '../../../src/recommender/model/digest.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import { Recommender } from '../../../src/recommender/ranking/recommend.ts';
import { encodeSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { decodeSnapshot } from '../../../src/recommender/state/snapshot.ts';
import { viewsSpec } from '../views-spec.ts';

const spec = viewsSpec;
const { history, known = 0 } = spec;
const event = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cleo', 'dan', 'eve', 'fay'),
  item: fc.integer({ min: 0, max: 9 }).map((number) => `item${number}`),
  weight: fc.integer({ min: 1, max: 5 }),
  time: fc.constant(0),
});
const events = fc.array(event, { maxLength: 80 });
const limit = fc.integer({ min: 1, max: 5 });

function restored(model: Model): Model {
  const none = new Map();
  const counts = { applied: 0, events: 0, duplicates: 0, broken: 0 };
  const progress = { ...counts, covered: none, topics: none, forgotten: none };
  const snapshot = decodeSnapshot(encodeSnapshot({ digest: '', log: '', model, progress }));
  if (snapshot === undefined) throw new Error('the snapshot cannot be read');
  return snapshot.model;
}

test('of too many users those go whose latest event is oldest, and every count is as if they had never been', () => {
  fc.assert(
    fc.property(events, limit, fc.nat(80), (all, users, cut) => {
      let model = new Model({ history, known, users });
      const timeline = new Timeline({ history, known, users });
      // Events of users who were not given up since, in log order.
      let kept: typeof all = [];
      const given: string[] = [];
      for (const [at, one] of all.entries()) {
        if (at === cut) model = restored(model);
        const { evicted } = model.learn(one);
        timeline.add(one.user, { ...one, at });
        kept = [...kept, one];
        const latest = [...new Set(kept.map(({ user }) => user).reverse())];
        const gone = latest[users];
        if (gone !== undefined) given.push(gone);
        kept = kept.filter(({ user }) => user !== gone);
        expect(evicted === undefined ? undefined : model.users.name(evicted)).toBe(gone);
      }
      expect(model.evicted).toBe(given.length);
      const fresh = new Model({ history, known });
      for (const one of kept) fresh.learn(one);
      expect(countersDigest(model)).toBe(countersDigest(fresh));
      const naive = new NaiveLists({ timeline, rows: rowsOf(timeline, 'items') }, spec, 32);
      const recommender = new Recommender(model, model.items, spec);
      for (const { user } of all) {
        expect(recommender.recommend(model.history(user)), user).toEqual(
          naive.list(user, { log: all.length, shards: {} }),
        );
      }
    }),
    { numRuns: 200 },
  );
});

test('counts and lists as of any log offset are those of a model that learned up to there, whoever was given up since', () => {
  const record = fc.array(event, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(record, { maxLength: 20 }),
      limit,
      fc.array(fc.nat(20), { maxLength: 4 }),
      (log, users, cuts) => {
        const timeline = new Timeline({ history, known, users });
        for (const [at, all] of log.entries()) for (const one of all) timeline.add(one.user, { ...one, at });
        const naive = new NaiveLists({ timeline, rows: rowsOf(timeline, 'items') }, spec, 32);
        for (const cut of cuts) {
          const model = new Model({ history, known, users });
          for (const one of log.slice(0, cut).flat()) model.learn(one);
          const recommender = new Recommender(model, model.items, spec);
          for (const [number, own] of model.histories.entries()) {
            const user = model.users.name(number);
            expect(timeline.latest(user, cut) === undefined).toBe(own.length === 0);
            if (own.length > 0) expect(naive.list(user, { log: cut, shards: {} })).toEqual(recommender.recommend(own));
          }
          const totals = new Totals(timeline).at(cut);
          for (const item of timeline.items) {
            const number = model.items.find(item) ?? -1;
            const counted = { popularity: model.popularity(number), itemCount: model.itemCount(number) };
            expect(totals.get(item) ?? { popularity: 0, itemCount: 0 }).toEqual(counted);
          }
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('what users took with them takes no memory any more', () => {
  const model = new Model({ history: 50, known: 50, users: 1 });
  for (let event = 0; event < 50; event++) model.learn({ user: 'ann', item: `i${event}`, weight: 1, time: 0 });
  expect(model.counters.pairs.bytes).toBeGreaterThan(50 * 49 * 4);
  model.learn({ user: 'bob', item: 'other', weight: 1, time: 0 });
  expect(model.counters.pairs.bytes + model.counters.sequences.bytes).toBe(0);
});
