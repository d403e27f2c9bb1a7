import { Model, type ModelEvent } from '../src/recommender/model/model.ts';
import { Recommender } from '../src/recommender/ranking/recommend.ts';
import { type Bench, type Figure, median } from './bench.ts';
import { MapCounters } from './peers/map-counters.ts';

const EVENTS = 200_000;
const LISTS = 500;

/** Users, items, latest events per user; events per second that are asked. */
const shapes = [
  [1_000, 500, 50, 128_000],
  [1_000, 500, 200, 128_000],
  [100_000, 50_000, 200, 200_000],
] as const;

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Microseconds of this process's own processor time that `work` takes: other work on the machine does not count. */
function processorTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function events(users: number, items: number): ModelEvent[] {
  const next = random(42);
  return Array.from({ length: EVENTS }, () => ({
    user: `u${Math.floor(next() * users)}`,
    item: `i${Math.floor(next() * next() * items)}`,
    weight: 1 + Math.floor(next() * 5),
    time: 0,
  }));
}

/** Events per second of processor time. */
const speed = (all: readonly ModelEvent[], learn: (event: ModelEvent) => unknown): number =>
  all.length / (processorTime(() => all.forEach(learn)) / 1e6);

/** The counters alone, and the lists alone, in one thread; beside them the same counters in plain maps. */
export const bench: Bench = {
  name: 'recommender',
  needs: 'nothing',
  async run() {
    const figures: Figure[] = [];
    for (const [users, items, history, atLeast] of shapes) {
      const shape = `${users} × ${items}, history ${history}`;
      const all = events(users, items);
      let model = new Model({ history, known: 2_000 });
      const counted = await median(3, async () => {
        model = new Model({ history, known: 2_000 });
        return speed(all, (event) => model.learn(event));
      });
      const plain = await median(3, async () => {
        const peer = new MapCounters(history);
        return speed(all, (event) => peer.learn(event));
      });
      const recommender = new Recommender(model, model.items, { top: 10, excludeKnown: true });
      const some = model.histories.slice(0, LISTS);
      const listed = await median(5, async () => {
        const microseconds = processorTime(() => {
          for (const own of some) recommender.recommend(own);
        });
        return microseconds / 1e3 / some.length;
      });
      const followed = await median(5, async () => {
        const microseconds = processorTime(() => {
          for (const event of all.slice(0, LISTS)) {
            const { user } = model.learn(event);
            const own = model.histories[user];
            recommender.refresh();
            if (own !== undefined) recommender.recommend(own);
          }
        });
        return microseconds / 1e3 / LISTS;
      });
      const { pairs, sequences } = model.counters;
      figures.push(
        {
          name: `counters, ${shape}`,
          value: Math.round(counted),
          unit: 'events/CPU s',
          atLeast,
          ratio: { to: 'plain maps', value: counted / plain },
        },
        { name: '… one list', value: listed, unit: 'ms', atMost: 0.1 },
        { name: '… one event, and the list after it', value: followed, unit: 'ms' },
        { name: '… distinct pairs', value: pairs.size / 2, unit: 'pairs' },
        { name: '… memory of a million of them', value: (2 * pairs.bytes) / pairs.size, unit: 'MB' },
        { name: '… memory of a million sequences', value: sequences.bytes / sequences.size, unit: 'MB' },
      );
    }
    return figures;
  },
};
