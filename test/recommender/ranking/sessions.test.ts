import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Model } from '../../../src/recommender/model/model.ts';
import { BIT, logarithm } from '../../../src/recommender/ranking/logarithm.ts';
import { Recommender } from '../../../src/recommender/ranking/recommend.ts';
import { encodeSnapshot } from '../../../src/recommender/state/encode-snapshot.ts';
import { decodeSnapshot } from '../../../src/recommender/state/snapshot.ts';

interface Click {
  readonly session: string;
  readonly item: string;
}

interface Settings {
  readonly history: number;
  readonly recent: number;
  readonly neighbours: number;
}

const log = (n: number) => (n < 1 ? 0 : Math.floor(Math.log2(n) * BIT + 1e-6));

/**
 * VMIS-kNN as the paper writes it down, over all sessions at once: no index, no early end. Shares nothing with src/.
 */
function naive(clicks: readonly Click[], own: string, { history, recent, neighbours }: Settings): string[] {
  const lists = new Map<string, string[]>();
  const latest = new Map<string, number>();
  clicks.forEach(({ session, item }, at) => {
    lists.set(session, [...(lists.get(session) ?? []), item].slice(-history));
    latest.set(session, at);
  });
  const list = lists.get(own) ?? [];
  lists.delete(own);
  const backOf = (item: string) => [...list].reverse().indexOf(item);
  const near = [...lists]
    .map(([session, items]) => ({
      items: new Set(items),
      shared: [...new Set(list)].filter((item) => items.includes(item)),
      at: latest.get(session) ?? 0,
    }))
    .filter(({ shared }) => shared.length > 0)
    .sort((left, right) => right.at - left.at)
    .slice(0, recent)
    .map((one) => ({
      ...one,
      similarity: one.shared.reduce((sum, item) => sum + list.length - backOf(item), 0),
      nearness: Math.max(0, 9 - Math.min(...one.shared.map(backOf))),
    }))
    .sort((left, right) => right.similarity - left.similarity || right.at - left.at)
    .slice(0, neighbours);
  const holders = (item: string) => [...lists.values()].filter((items) => items.includes(item)).length;
  const scores = new Map<string, number>();
  for (const { items, similarity, nearness } of near) {
    for (const item of items) {
      const rarity = log(lists.size) - log(holders(item));
      const score = similarity * nearness * (rarity > 0 ? rarity : Math.round(BIT / Math.LN2));
      if (score > 0 && item !== list.at(-1)) scores.set(item, (scores.get(item) ?? 0) + score);
    }
  }
  return [...scores]
    .sort(([left, one], [right, other]) => other - one || (left < right ? -1 : 1))
    .slice(0, 6)
    .map(([item]) => item);
}

const click = fc.record({
  session: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
  item: fc.integer({ min: 0, max: 9 }).map((number) => `item${number}`),
});
const clicks = fc.array(click, { minLength: 1, maxLength: 100 });
const settings = fc.record({
  history: fc.integer({ min: 2, max: 14 }),
  recent: fc.integer({ min: 1, max: 7 }),
  neighbours: fc.integer({ min: 1, max: 6 }),
});

function learn(all: readonly Click[], { history, recent, neighbours }: Settings): Model {
  const model = new Model({ history, known: history, sessions: { recent, neighbours } });
  all.forEach(({ session, item }, time) => void model.learn({ user: session, item, weight: 1, time }));
  return model;
}

const listOf = (model: Model, session: string) =>
  new Recommender(model, model.items, { top: 6, excludeKnown: false })
    .recommend(model.history(session))
    .filter(({ score }) => score > 0)
    .map(({ item }) => item);

describe('session kNN', () => {
  test('lists are those of the published definition, at every moment', () => {
    fc.assert(
      fc.property(clicks, settings, (all, given) => {
        const model = learn(all, given);
        for (const session of new Set(all.map((one) => one.session))) {
          expect(listOf(model, session), session).toEqual(naive(all, session, given));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a forgotten session is none, and others take its place among the latest', () => {
    fc.assert(
      fc.property(clicks, settings, fc.constantFrom('a', 'b', 'c'), (all, given, forgotten) => {
        const model = learn(all, given);
        model.forget(forgotten);
        const left = all.filter(({ session }) => session !== forgotten);
        for (const session of ['d', 'e', 'f']) {
          expect(listOf(model, session), session).toEqual(naive(left, session, given));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a snapshot goes on as if nothing had happened', () => {
    fc.assert(
      fc.property(clicks, fc.nat(100), settings, (all, cut, given) => {
        const none = new Map();
        const progress = {
          applied: 0,
          covered: none,
          topics: none,
          events: 0,
          duplicates: 0,
          broken: 0,
          forgotten: none,
        };
        const bytes = encodeSnapshot({ digest: '', log: '', model: learn(all.slice(0, cut), given), progress });
        const restored = decodeSnapshot(bytes)?.model;
        if (restored === undefined) throw new Error('the snapshot cannot be read');
        for (const { session, item } of all.slice(cut)) restored.learn({ user: session, item, weight: 1, time: 0 });
        expect(listOf(restored, 'a')).toEqual(naive(all, 'a', given));
      }),
      { numRuns: 100 },
    );
  });
});

test('whole logarithms grow with their number and are those of Math.log2', () => {
  for (const n of [1, 2, 3, 10, 1000, 65_535, 65_536, 65_537, 1e6, 123_456_789]) {
    expect(Math.abs(logarithm(n) - Math.log2(n) * BIT)).toBeLessThanOrEqual(1.001);
    expect(logarithm(n)).toBeLessThanOrEqual(logarithm(n + 1));
    expect(Number.isInteger(logarithm(n))).toBe(true);
  }
  expect(logarithm(0)).toBe(0);
});
