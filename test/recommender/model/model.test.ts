import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CountRows } from '../../../src/recommender/model/count-rows.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import { Recommender } from '../../../src/recommender/ranking/recommend.ts';
import { counts, largest, lists, type NaiveEvent, recommend } from '../naive.ts';

const event = fc.record({
  user: fc.constantFrom('ann', 'bob', 'cleo', 'dan'),
  item: fc.integer({ min: 0, max: 11 }).map((number) => `item${number}`),
  weight: fc.integer({ min: 1, max: 5 }),
});
const events = fc.array(event, { maxLength: 120 });
const limit = fc.integer({ min: 2, max: 14 });

function learn(all: readonly NaiveEvent[], history: number, known = history, neighbours?: number): Model {
  const model = new Model({ history, known, ...(neighbours && { neighbours }) });
  for (const one of all) model.learn({ ...one, time: 0 });
  return model;
}

function named({ items }: Model, rows: CountRows): Map<string, number> {
  const all = new Map<string, number>();
  for (let row = 0; row < rows.rows; row++) {
    rows.row(row).visit((key, count) => void all.set(`${items.name(row)} ${items.name(key)}`, count));
  }
  return all;
}

const perItem = ({ items }: Model, values: readonly number[]) =>
  new Map(values.flatMap((count, item) => (count === 0 ? [] : [[items.name(item), count] as const])));

test('counters after any events equal those computed from the capped lists at once', () => {
  fc.assert(
    fc.property(events, limit, (all, history) => {
      const model = learn(all, history);
      const expected = counts(all, history);
      expect(perItem(model, model.counters.popularity)).toEqual(expected.popularity);
      expect(perItem(model, model.counters.itemCount)).toEqual(expected.itemCount);
      expect(named(model, model.counters.pairs)).toEqual(expected.pairs);
      expect(named(model, model.counters.sequences)).toEqual(expected.sequences);
    }),
    { numRuns: 300 },
  );
});

test('lists equal those of the batch computation, item for item, also where they are made of the largest counts only', () => {
  const options = fc.record({
    top: fc.integer({ min: 1, max: 8 }),
    excludeKnown: fc.boolean(),
    neighbours: fc.integer({ min: 1, max: 12 }),
  });
  fc.assert(
    fc.property(
      events,
      limit,
      fc.integer({ min: 0, max: 12 }),
      options,
      (all, history, more, { top, excludeKnown, neighbours }) => {
        const model = learn(all, history, history + more, neighbours);
        const recommender = new Recommender(model, model.items, { top, excludeKnown });
        const whole = counts(all, history);
        const expected = {
          ...whole,
          pairs: largest(whole.pairs, all, neighbours),
          sequences: largest(whole.sequences, all, neighbours),
        };
        const known = lists(all, history + more);
        for (const [user, list] of lists(all, history)) {
          const own = model.histories[model.users.intern(user)];
          const items = own === undefined ? undefined : recommender.recommend(own).map(({ item }) => item);
          expect(items, user).toEqual(recommend(expected, list, { top, known: excludeKnown ? known.get(user) : [] }));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('a reason is an item of the user that was seen together with the recommended one', () => {
  const model = new Model({ history: 50, known: 50 });
  for (const [user, items] of [
    ['ann', ['tea', 'cup']],
    ['bob', ['tea', 'cup', 'spoon']],
    ['cleo', ['saw', 'tea']],
  ] as const) {
    for (const item of items) model.learn({ user, item, weight: 1, time: 0 });
  }
  const cleo = model.histories[model.users.intern('cleo')];
  const recommender = new Recommender(model, model.items, { top: 2, excludeKnown: true });
  const list = cleo === undefined ? [] : recommender.recommend(cleo);
  expect(list.map(({ item, because }) => [item, because])).toEqual([
    ['cup', ['tea']],
    ['spoon', ['tea']],
  ]);
});

test('a new user gets what is popular, without a reason', () => {
  const model = new Model({ history: 50, known: 50 });
  for (const user of ['ann', 'bob']) model.learn({ user, item: 'tea', weight: 1, time: 0 });
  model.learn({ user: 'bob', item: 'tea', weight: 3, time: 0 });
  model.learn({ user: 'new', item: 'saw', weight: 1, time: 0 });
  const own = model.histories[model.users.intern('new')];
  const recommender = new Recommender(model, model.items, { top: 5, excludeKnown: true });
  expect(own && recommender.recommend(own)).toEqual([{ item: 'tea', score: 0, because: [] }]);
});
