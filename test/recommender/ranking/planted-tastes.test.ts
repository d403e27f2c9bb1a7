import { expect, test } from 'vitest';
import { Model, type ModelEvent } from '../../../src/recommender/model/model.ts';
import { Recommender } from '../../../src/recommender/ranking/recommend.ts';
import { clusterOf, preferredClusters, type TasteOfItems } from '../../components/datagen/taste.ts';

interface Planted extends TasteOfItems {
  readonly users: number;
  readonly items: number;
  /** Exponents of popularity: of users, of items. */
  readonly zipf: readonly [users: number, items: number];
  readonly loyalty: number;
  readonly events: number;
  /** Weights of ratings inside and outside of the taste, or of any event. */
  readonly weights: (inside: boolean, dice: number) => number;
}

/** Numbers in [0, 1), the same in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Draws one of `numbers`, number k of the catalogue with weight 1/(k + 1)^zipf. */
function drawer(numbers: readonly number[], zipf: number): (roll: number) => number {
  const sums: number[] = [];
  for (const number of numbers) sums.push((sums.at(-1) ?? 0) + 1 / (number + 1) ** zipf);
  const total = sums.at(-1) ?? 0;
  return (roll) => numbers[sums.findIndex((sum) => sum > roll * total)] ?? 0;
}

const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);

/** Events as docs/datagen.md says that `taste` makes them. */
function* planted(taste: Planted): Generator<ModelEvent & { readonly number: number }> {
  const roll = dice(taste.seed);
  const anyUser = drawer(upTo(taste.users), taste.zipf[0]);
  const anyItem = drawer(upTo(taste.items), taste.zipf[1]);
  const ofCluster = upTo(taste.clusters).map((cluster) =>
    drawer(
      upTo(taste.items).filter((item) => clusterOf(taste, 0, item) === cluster),
      taste.zipf[1],
    ),
  );
  for (let time = 0; time < taste.events; time++) {
    const number = anyUser(roll());
    const clusters = preferredClusters(taste, number);
    const loyal = roll() < taste.loyalty;
    const cluster = clusters[Math.floor(roll() * clusters.length)] ?? 0;
    const item = loyal ? (ofCluster[cluster]?.(roll()) ?? 0) : anyItem(roll());
    const weight = taste.weights(clusters.includes(clusterOf(taste, 0, item)), roll());
    yield { number, user: `u${number}`, item: `${item}`, weight, time };
  }
}

const viewers: Planted = {
  seed: 11,
  field: 'item_id',
  clusters: 12,
  preferred: 2,
  users: 800,
  items: 400,
  zipf: [0.6, 0.8],
  loyalty: 0.85,
  events: 20_000,
  weights: (_, roll) => (roll < 0.5 ? 1 : roll < 0.75 ? 2 : roll < 0.9 ? 3 : 4),
};
const visitors: Planted = {
  ...viewers,
  seed: 7,
  clusters: 10,
  users: 1_000,
  items: 500,
  zipf: [0.5, 0.9],
  loyalty: 0.8,
  events: 30_000,
  weights: (inside, roll) => (roll < 0.9 ? 1 : inside ? 4 : 2),
};

test.each([
  ['recommendation.yaml', viewers],
  ['streaming.yaml', visitors],
])(
  'with the tastes of config/%s, 9 of 10 recommended items are of the clusters of users with 10 events',
  (_, taste) => {
    const model = new Model({ history: 100, known: 2_000 });
    const events = new Map<number, number>();
    for (const event of planted(taste)) {
      model.learn(event);
      events.set(event.number, (events.get(event.number) ?? 0) + 1);
    }
    const recommender = new Recommender(model, model.items, { top: 10, excludeKnown: true });
    let [inside, listed] = [0, 0];
    for (const [user, count] of events) {
      if (count < 10) continue;
      const clusters = preferredClusters(taste, user);
      for (const { item } of recommender.recommend(model.history(`u${user}`))) {
        listed++;
        if (clusters.includes(clusterOf(taste, 0, Number(item)))) inside++;
      }
    }
    expect(listed).toBeGreaterThan(5_000);
    expect(inside / listed).toBeGreaterThanOrEqual(0.9);
  },
);
