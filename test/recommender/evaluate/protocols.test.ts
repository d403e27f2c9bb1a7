import { describe, expect, test } from 'vitest';
import type { Contestant } from '../../../src/recommender/evaluate/contestants.ts';
import { evaluate } from '../../../src/recommender/evaluate/evaluate.ts';
import type { RatedEvent } from '../../../src/recommender/evaluate/fields.ts';
import { Catalogue, Measures } from '../../../src/recommender/evaluate/measures.ts';
import { type Protocol, runTrial } from '../../../src/recommender/evaluate/protocols.ts';

/** `user item`, a second apart. */
const eventsOf = (lines: string): RatedEvent[] =>
  lines.split(', ').map((line, index) => {
    const [user = '', item = ''] = line.split(' ');
    return { user, item, weight: 1, time: index * 1_000 };
  });

/** Writes down what it was told and asked, and always recommends the same. */
function witness(list: readonly string[]): { readonly contestant: Contestant; readonly seen: string[] } {
  const seen: string[] = [];
  const contestant = {
    name: 'witness',
    learn: ({ user, item }: RatedEvent) => void seen.push(`learns ${user} ${item}`),
    list: (user: string) => {
      seen.push(`lists ${user}`);
      return list;
    },
  };
  return { contestant, seen };
}

function trial(protocol: Protocol, events: readonly RatedEvent[], contestant: Contestant, excludeKnown = true) {
  return runTrial(protocol, events, {
    lengths: [1, 3],
    excludeKnown,
    every: 1,
    contestants: () => [contestant],
    signal: new AbortController().signal,
    progress: () => {},
  });
}

describe('leave-last-out', () => {
  test('asks for each last event after all others, and not for users of whom nothing else is known', async () => {
    const { contestant, seen } = witness(['cup', 'tea']);
    const events = eventsOf('ann tea, bob tea, ann cup, bob saw, cleo cup, ann saw');
    const { outcomes } = await trial('leave-last-out', events, contestant);
    expect(seen).toEqual(['learns ann tea', 'learns bob tea', 'learns ann cup', 'lists ann', 'lists bob']);
    expect(outcomes[0]?.cases).toBe(2);
  });

  test('a last event that repeats a known item is no case where known items are left out', async () => {
    const events = eventsOf('ann tea, ann cup, ann tea');
    const left = await trial('leave-last-out', events, witness(['tea']).contestant);
    expect([left.repeats, left.outcomes[0]?.cases]).toEqual([1, 0]);
    const kept = await trial('leave-last-out', events, witness(['tea']).contestant, false);
    expect([kept.repeats, kept.outcomes[0]?.cases]).toEqual([0, 1]);
  });
});

test('a test file: its events are asked for and learned after all others, but not the first of a user', async () => {
  const { contestant, seen } = witness(['cup']);
  const { outcomes } = await runTrial('test-file', eventsOf('ann tea, bob tea'), {
    lengths: [1],
    excludeKnown: true,
    every: 1,
    tested: eventsOf('bob cup, cleo saw'),
    contestants: () => [contestant],
    signal: new AbortController().signal,
    progress: () => {},
  });
  expect(seen).toEqual(['learns ann tea', 'learns bob tea', 'lists bob', 'learns bob cup', 'learns cleo saw']);
  expect([outcomes[0]?.cases, outcomes[0]?.at.get(1)?.hitRate]).toEqual([1, 1]);
});

test('prequential: every event is asked for before it is learned', async () => {
  const { contestant, seen } = witness(['cup']);
  const { outcomes } = await trial('prequential', eventsOf('ann tea, bob cup'), contestant);
  expect(seen).toEqual(['lists ann', 'learns ann tea', 'lists bob', 'learns bob cup']);
  expect(outcomes[0]?.at.get(1)?.hitRate).toBe(0.5);
});

test('measures of a list are those of their definitions', () => {
  const catalogue = new Catalogue();
  for (const item of ['a', 'a', 'a', 'a', 'b', 'b', 'c', 'd']) catalogue.add(item);
  const measures = new Measures([1, 3]);
  measures.add(['a', 'b', 'c'], 'c', catalogue);
  measures.add(['a', 'b', 'c'], 'x', catalogue);
  const at = measures.quality(catalogue.size);
  expect(at.get(1)).toEqual({ hitRate: 0, ndcg: 0, mrr: 0, coverage: 1 / 4, novelty: 1 });
  expect(at.get(3)).toEqual({ hitRate: 1 / 2, ndcg: 1 / 4, mrr: 1 / 6, coverage: 3 / 4, novelty: (1 + 2 + 3) / 3 });
});

test('a taste that repeats is found by the models and not by popularity', async () => {
  const events = Array.from({ length: 400 }, (_, at) => {
    const [user, step] = [at % 20, Math.floor(at / 20)];
    return { user: `u${user}`, item: `${user % 4}-${(user + step * 3) % 25}`, weight: 1, time: at };
  });
  const { trials } = await evaluate(events, {
    source: 'test',
    skipped: new Map(),
    protocols: ['leave-last-out', 'prequential'],
    models: ['items', 'popularity'],
    lengths: [5],
    history: 50,
    known: 50,
    excludeKnown: true,
    every: 1,
    signal: new AbortController().signal,
    progress: () => {},
  });
  for (const { protocol, outcomes } of trials) {
    const [items, popularity] = outcomes.map(({ at }) => at.get(5)?.hitRate ?? 0);
    expect(items, protocol).toBeGreaterThan(1.5 * (popularity ?? 1));
  }
});
