import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MixedRows } from '../../../src/recommender/group/mixed-rows.ts';
import { packAsk, packRows, unpackAsk, unpackRows } from '../../../src/recommender/group/rows-format.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import type { Row } from '../../../src/recommender/model/row-source.ts';
import { Shards } from '../../../src/recommender/model/shards.ts';

const counts = fc.uniqueArray(fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 2 ** 50 })), {
  selector: ([key]) => key,
});

function rowOf(entries: readonly (readonly [number, number])[]): Row {
  const all = new Map(entries);
  return {
    get: (key) => all.get(key) ?? 0,
    visit: (visit) => {
      for (const [key, count] of all) visit(key, count);
    },
  };
}

function entriesOf(row: Row): [number, number][] {
  const entries: [number, number][] = [];
  row.visit((key, count) => entries.push([key, count]));
  return entries.sort(([left], [right]) => left - right);
}

test('rows arrive as they were sent', () => {
  const rows = fc.array(fc.record({ item: fc.nat(), asOf: fc.nat(), pairs: counts, sequences: counts }));
  fc.assert(
    fc.property(rows, (sent) => {
      const got = unpackRows(
        packRows(sent.map((one) => ({ ...one, pairs: rowOf(one.pairs), sequences: rowOf(one.sequences) }))),
      );
      expect(
        got.map(({ item, asOf, pairs, sequences }) => [item, asOf, entriesOf(pairs), entriesOf(sequences)]),
      ).toEqual(
        sent.map(({ item, asOf, pairs, sequences }) => [
          item,
          asOf,
          entriesOf(rowOf(pairs)),
          entriesOf(rowOf(sequences)),
        ]),
      );
    }),
  );
});

test('a request of any other form is none', () => {
  const ask = { model: 'm', log: 'l', applied: 3, items: [1, 2] };
  expect(unpackAsk(packAsk(ask))).toEqual(ask);
  expect(unpackAsk(Buffer.from('GET me rows'))).toBeUndefined();
  expect(unpackAsk(packAsk(ask).subarray(0, -1))).toBeUndefined();
  expect(unpackAsk(packAsk({ ...ask, items: Array.from({ length: 5_000 }, (_, item) => item) }))).toBeUndefined();
});

test('given rows of one shard are of one offset: later ones put earlier ones out', () => {
  const model = new Model({ history: 10, known: 10 }, Shards.only(1, []));
  for (const item of ['a', 'b', 'c']) model.learn({ user: 'ann', item, weight: 1, time: 0 });
  const rows = new MixedRows(model);
  const given = (item: number, asOf: number) => ({ item, asOf, pairs: rowOf([]), sequences: rowOf([]) });
  rows.take(new Map([0, 1].map((item) => [item, given(item, 5)])));
  expect(rows.offsets([0, 1], 9)).toEqual({ 0: 5 });
  rows.take(new Map([[2, given(2, 6)]]));
  expect([0, 1, 2].map((item) => rows.has(item))).toEqual([false, false, true]);
  expect(rows.offsets([2], 6)).toBeUndefined();
});
