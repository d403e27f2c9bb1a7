import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOf } from '../../../src/recommender/audit/naive/rows.ts';
import { Timeline } from '../../../src/recommender/audit/naive/timeline.ts';
import { NaiveLists } from '../../../src/recommender/audit/prove-lists.ts';
import { RecentUse, remaining } from '../../../src/recommender/model/decay.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import { Recommender } from '../../../src/recommender/ranking/recommend.ts';
import type { RecommenderSpec } from '../../../src/recommender/spec.ts';
import { encodeSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { decodeSnapshot } from '../../../src/recommender/state/snapshot.ts';
import { viewsSpec } from '../views-spec.ts';

const day = 86_400_000;
const spec: RecommenderSpec = { ...viewsSpec, shards: 4, decay: { popularity: 2 * day, profile: 3 * day } };
const { history, known = 0, decay = {} } = spec;
const event = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cleo', 'dan'),
  item: fc.integer({ min: 0, max: 9 }).map((number) => `item${number}`),
  weight: fc.integer({ min: 1, max: 5 }),
  // Some are late, some by more than what anything is left of, and some let all that came before fade.
  time: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 90 })).map((days) => days * day + 7),
});
const events = fc.array(event, { maxLength: 80 });

const listsOf = (model: Model) => {
  const recommender = new Recommender(model, model.items, spec);
  return model.histories.map((own, number) => ({ user: model.users.name(number), list: recommender.recommend(own) }));
};

test('lists that fade are those of the naive computation, also after a snapshot and a forgotten user', () => {
  fc.assert(
    fc.property(events, fc.nat(80), fc.boolean(), (all, cut, forgets) => {
      let model = new Model({ history, known, decay, neighbours: 3 });
      const timeline = new Timeline({ history, known });
      all.forEach((one, at) => {
        if (at === cut && forgets) {
          model.forget('ann');
          timeline.forget('ann', at);
        }
        if (at === cut) {
          const none = new Map();
          const counts = { applied: at, events: at, duplicates: 0, broken: 0 };
          const progress = { ...counts, covered: none, topics: none, forgotten: none };
          model = decodeSnapshot(encodeSnapshot({ digest: '', log: '', model, progress }))?.model ?? model;
        }
        model.learn(one);
        timeline.add(one.user, { ...one, at });
      });
      const naive = new NaiveLists({ timeline, rows: rowsOf(timeline, 'items') }, spec, spec.shards ?? 1, 3);
      for (const { user, list } of listsOf(model)) {
        expect(list, user).toEqual(naive.list(user, { log: all.length, shards: {} }));
      }
    }),
    { numRuns: 300 },
  );
});

test('what is left halves at the borders of half-lives and ends after twenty', () => {
  expect([0, 1, 2, 19, 20].map((age) => remaining(5 * day, (5 + age) * day, day))).toEqual([1, 0.5, 0.25, 2 ** -19, 0]);
  expect(remaining(6 * day, 5 * day, day)).toBe(1);
  expect(remaining(5 * day - 1, 5 * day, day)).toBe(0.5);
});

test('recent use is gone when its events are, whatever became of their epoch in between', () => {
  const use = new RecentUse(day);
  use.add(1, 0, 1);
  use.reach(3 * day);
  use.add(1, 3 * day, 1);
  expect(use.uses(2)[1]).toBe(1 + 1 / 8);
  use.reach(30 * day);
  use.add(1, 0, -1);
  use.add(1, 3 * day, -1);
  expect(use.uses(2)[1]).toBe(0);
});

test('who knows nothing gets what is popular of late, not what once was', () => {
  const model = new Model({ history: 50, known: 50, decay: { popularity: day } });
  const learn = (user: string, item: string, days: number) =>
    void model.learn({ user, item, weight: 1, time: days * day });
  for (let user = 0; user < 6; user++) learn(`old${user}`, 'tea', 0);
  for (let user = 0; user < 2; user++) learn(`new${user}`, 'cup', 4);
  const list = new Recommender(model, model.items, { top: 2, excludeKnown: true }).recommend(model.history('nobody'));
  expect(list.map(({ item }) => item)).toEqual(['cup', 'tea']);
});
