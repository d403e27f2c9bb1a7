import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRows, unpackRows } from '../../../src/recommender/group/rows-format.ts';
import { countersDigest, digestsOf, totalDigest } from '../../../src/recommender/model/digest.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import type { RowSource } from '../../../src/recommender/model/row-source.ts';
import { Shards, shardOf } from '../../../src/recommender/model/shards.ts';
import { Recommender } from '../../../src/recommender/ranking/recommend.ts';

const event = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cleo', 'dan'),
  item: fc.integer({ min: 0, max: 15 }).map((number) => `item${number}`),
  weight: fc.integer({ min: 1, max: 5 }),
});
const events = fc.array(event, { maxLength: 120 });
/** To each of up to 7 shards, the instance that holds it. */
const division = fc.array(fc.nat(2), { minLength: 1, maxLength: 7 });

function learn(all: readonly { user: string; item: string; weight: number }[], shards: Shards): Model {
  const model = new Model({ history: 6, known: 9, neighbours: 3 }, shards);
  for (const one of all) model.learn({ ...one, time: 0 });
  return model;
}

const divide = (holders: readonly number[]) =>
  [0, 1, 2].map((instance) =>
    Shards.only(
      holders.length,
      holders.flatMap((own, shard) => (own === instance ? [shard] : [])),
    ),
  );

test('however the shards are divided, the instances together have the counters of one alone', () => {
  fc.assert(
    fc.property(events, division, (all, holders) => {
      const models = divide(holders).map((shards) => learn(all, shards));
      const digests = models.map(digestsOf);
      const shards = new Map(digests.flatMap((digest) => [...digest.shards]));
      const alone = learn(all, Shards.all(holders.length));
      expect(totalDigest({ base: digests[0]?.base ?? 0n, shards })).toBe(countersDigest(alone));
      expect(new Set(digests.map(({ base }) => base)).size).toBe(1);
    }),
    { numRuns: 200 },
  );
});

test('lists out of the rows that several instances send are those of one alone', () => {
  fc.assert(
    fc.property(events, division, (all, holders) => {
      const models = divide(holders).map((shards) => learn(all, shards));
      const [asking] = models;
      if (asking === undefined) throw new Error('three were made');
      const holder = (item: number) => models.find(({ shards }) => shards.holds(shards.of(item))) ?? asking;
      const rowsOf = (item: number) => {
        const model = holder(item);
        const own = { item, asOf: 0, pairs: model.pairs(item), sequences: model.sequences(item) };
        const [sent = own] = model === asking ? [own] : unpackRows(packRows([own]));
        return sent;
      };
      const rows: RowSource = {
        size: asking.size,
        totals: asking.totals,
        fading: undefined,
        sessions: undefined,
        itemCount: (item) => asking.itemCount(item),
        popularity: (item) => asking.popularity(item),
        pairs: (item) => rowsOf(item).pairs,
        sequences: (item) => rowsOf(item).sequences,
      };
      const alone = learn(all, Shards.all(holders.length));
      const options = { top: 5, excludeKnown: true };
      const [shared, single] = [
        new Recommender(rows, asking.items, options),
        new Recommender(alone, alone.items, options),
      ];
      alone.histories.forEach((history, user) => {
        const own = asking.histories[user];
        expect(own && shared.recommend(own)).toEqual(single.recommend(history));
      });
    }),
    { numRuns: 200 },
  );
});

test('a shard that is ahead of the model takes no difference twice', () => {
  fc.assert(
    fc.property(events, fc.nat(120), (all, ahead) => {
      const alone = learn(all, Shards.all(3));
      const further = learn(all.slice(0, ahead), Shards.all(3));
      const behind = new Model({ history: 6, known: 9 }, Shards.only(3, [1, 2]));
      // Shard 0 as a newer snapshot has it, in a model that begins at the beginning.
      const from = Math.min(ahead, all.length);
      behind.shards.hold(0, from, 0);
      for (let item = 0; item < further.size; item++) {
        if (further.shards.of(item) !== 0) continue;
        further.counters.pairs.row(item).visit((key, count) => behind.counters.pairs.add(item, key, count));
        further.counters.sequences.row(item).visit((key, count) => behind.counters.sequences.add(item, key, count));
      }
      all.forEach((one, offset) => {
        behind.shards.reach(offset);
        behind.learn({ ...one, time: 0 });
      });
      expect(countersDigest(behind)).toBe(countersDigest(alone));
    }),
    { numRuns: 200 },
  );
});

test('the shard of an id is the same in every version', () => {
  expect(['i1', 'i2', 'été', '', '日本'].map((id) => shardOf(id, 32))).toEqual([24, 17, 5, 25, 11]);
});
