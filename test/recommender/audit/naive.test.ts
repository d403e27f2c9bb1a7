import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naiveShard } from '../../../src/recommender/audit/naive/digest.ts';
import { MOST } from '../../../src/recommender/audit/naive/neighbours.ts';
import { rowsOf } from '../../../src/recommender/audit/naive/rows.ts';
import { logarithm } from '../../../src/recommender/audit/naive/sessions.ts';
import { Timeline } from '../../../src/recommender/audit/naive/timeline.ts';
import { Findings } from '../../../src/recommender/audit/proof.ts';
import { NaiveLists } from '../../../src/recommender/audit/prove-lists.ts';
import { proveState, type StateCounts } from '../../../src/recommender/audit/prove-state.ts';
import { countsOf } from '../../../src/recommender/audit/states.ts';
import { digestsOf, totalDigest } from '../../../src/recommender/model/digest.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import { NEIGHBOURS } from '../../../src/recommender/model/neighbours.ts';
import { Shards, shardOf } from '../../../src/recommender/model/shards.ts';
import { logarithm as logarithmOfModel } from '../../../src/recommender/ranking/logarithm.ts';
import { Recommender } from '../../../src/recommender/ranking/recommend.ts';
import { modelOptions } from '../../../src/recommender/spec.ts';
import { counts, type NaiveEvent } from '../naive.ts';
import { viewsSpec } from '../views-spec.ts';

/** Few enough that most rows have more counts than lists are made of. */
const neighbours = 3;
const [history, known] = [6, 9];
const spec = { ...viewsSpec, top: 4, history, known, shards: 4 };
const event = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cleo', 'dan'),
  item: fc.integer({ min: 0, max: 9 }).map((number) => `item${number}`),
  weight: fc.integer({ min: 1, max: 5 }),
});
const events = fc.array(event, { maxLength: 80 });

function modelOf(all: readonly NaiveEvent[]): Model {
  const model = new Model({ history, known, neighbours }, Shards.all(spec.shards));
  for (const one of all) model.learn({ ...one, time: 0 });
  return model;
}

function logOf(all: readonly NaiveEvent[]) {
  const timeline = new Timeline({ history, known });
  for (const [at, { user, item, weight }] of all.entries()) timeline.add(user, { at, item, weight, time: 0 });
  return { timeline, rows: rowsOf(timeline, 'items'), items: new Set(all.map(({ item }) => item)) };
}

function stateOf(model: Model, applied: number): StateCounts {
  const none = new Map();
  const progress = { applied, covered: none, topics: none, events: applied, duplicates: 0, broken: 0, forgotten: none };
  return countsOf('state', { digest: '', log: '', model, progress });
}

test('lists as of any log offset equal those of a model that learned up to there, scores and reasons too', () => {
  fc.assert(
    fc.property(events, fc.array(fc.nat(80), { minLength: 1, maxLength: 4 }), (all, cuts) => {
      const naive = new NaiveLists(logOf(all), spec, spec.shards, neighbours);
      for (const cut of cuts) {
        const model = modelOf(all.slice(0, cut));
        const recommender = new Recommender(model, model.items, spec);
        for (const [number, own] of model.histories.entries()) {
          const list = naive.list(model.users.name(number), { log: cut, shards: {} });
          expect(list).toEqual(recommender.recommend(own));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('rows of a shard at another offset come from the log before that offset', () => {
  fc.assert(
    fc.property(events, fc.nat(80), fc.nat(80), fc.nat(3), (all, cut, other, shard) => {
      const naive = new NaiveLists(logOf(all), spec, spec.shards, neighbours);
      const [base, rows] = [modelOf(all.slice(0, cut)), modelOf(all.slice(0, other))];
      // Numbers of items follow from the log's prefix, so both models agree on those that both know.
      const holder = (item: number) => (naiveShard(base.items.name(item), spec.shards) === shard ? rows : base);
      const source = {
        itemCount: (item: number) => base.itemCount(item),
        popularity: (item: number) => base.popularity(item),
        size: base.size,
        totals: base.totals,
        fading: undefined,
        sessions: undefined,
        pairs: (item: number) => holder(item).pairs(item),
        sequences: (item: number) => holder(item).sequences(item),
      };
      const recommender = new Recommender(source, base.items, spec);
      for (const [number, own] of base.histories.entries()) {
        const list = naive.list(base.users.name(number), { log: cut, shards: { [shard]: other } });
        expect(list).toEqual(recommender.recommend(own));
      }
    }),
    { numRuns: 200 },
  );
});

test('lists of sessions equal those of the model, as of any log offset and with forgotten sessions', () => {
  const sessions = { ...spec, model: 'sessions' } as const;
  fc.assert(
    fc.property(events, fc.nat(80), fc.nat(80), (all, cut, forgotten) => {
      const model = new Model(modelOptions(sessions), Shards.all(spec.shards));
      const timeline = new Timeline({ history, known });
      for (const [at, { user, item, weight }] of all.entries()) {
        if (at === forgotten) timeline.forget('bob', 2 * at);
        timeline.add(user, { at: 2 * at + 1, item, weight, time: 0 });
        if (at >= cut) continue;
        if (at === forgotten) model.forget('bob');
        model.learn({ user, item, weight, time: 0 });
      }
      const naive = new NaiveLists({ timeline, rows: rowsOf(timeline, 'sessions') }, sessions, spec.shards);
      const recommender = new Recommender(model, model.items, sessions);
      for (const [number, own] of model.histories.entries()) {
        const list = naive.list(model.users.name(number), { log: 2 * Math.min(cut, all.length), shards: {} });
        if (own.length > 0) expect(list).toEqual(recommender.recommend(own));
      }
    }),
    { numRuns: 200 },
  );
});

test('logarithms are the same by both ways', () => {
  for (let n = 0; n < 1_000; n += 7) expect(logarithm(n), String(n)).toBe(logarithmOfModel(n));
});

test('a state that is right has no finding; a single changed count is found with its coordinates', () => {
  fc.assert(
    fc.property(events, (all) => {
      const model = modelOf(all);
      const findings = new Findings();
      const proof = proveState(stateOf(model, all.length), logOf(all), spec.shards, findings);
      expect(findings.all).toEqual([]);
      expect(proof.digest).toBe(totalDigest(digestsOf(model)));
      expect(proof.expectedDigest).toBe(proof.digest);
      const [first] = counts(all, history).pairs.keys();
      if (first === undefined) return;
      const [left = '', right = ''] = first.split(' ');
      model.counters.pairs.add(model.items.find(left) ?? -1, model.items.find(right) ?? -1, 1);
      const after = proveState(stateOf(model, all.length), logOf(all), spec.shards, findings);
      expect(after.differences).toBe(1);
      expect(findings.all.map(({ kind }) => kind)).toEqual(['changed-count', 'changed-state']);
      expect(findings.all[0]?.message).toContain(`pairs(${left}, ${right})`);
    }),
    { numRuns: 100 },
  );
});

test('shards are told as the instances tell them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 64 }), (id, shards) => {
      expect(naiveShard(id, shards)).toBe(shardOf(id, shards));
    }),
  );
});

test('both ways make lists of equally many counts of a row', () => {
  expect(MOST).toBe(NEIGHBOURS);
});
