import { Model } from '../src/recommender/model/model.ts';
import { Recommender } from '../src/recommender/model/recommend.ts';
import { type Bench, type Figure, median } from './bench.ts';

const EVENTS = 200_000;
const LISTS = 500;

/** Users, items, latest events per user. */
const shapes = [
  [1_000, 500, 50],
  [1_000, 500, 200],
  [100_000, 50_000, 200],
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

function learn(
  users: number,
  items: number,
  history: number,
): { readonly model: Model; readonly microseconds: number } {
  const next = random(42);
  const events = Array.from({ length: EVENTS }, () => ({
    user: `u${Math.floor(next() * users)}`,
    item: `i${Math.floor(next() * next() * items)}`,
    weight: 1 + Math.floor(next() * 5),
    time: 0,
  }));
  const model = new Model({ history, known: 2_000 });
  const microseconds = processorTime(() => {
    for (const event of events) model.learn(event);
  });
  return { model, microseconds };
}

/** The counters alone, and the lists alone, in one thread. */
export const bench: Bench = {
  name: 'recommender',
  needs: 'nothing',
  async run() {
    const figures: Figure[] = [];
    for (const [users, items, history] of shapes) {
      const shape = `${users} × ${items}, history ${history}`;
      const counted = await median(3, async () => EVENTS / (learn(users, items, history).microseconds / 1e6));
      const { model } = learn(users, items, history);
      const recommender = new Recommender(model, model.items, { top: 10, excludeKnown: true });
      const listed = await median(3, async () => {
        const some = model.histories.slice(0, LISTS);
        const microseconds = processorTime(() => {
          for (const own of some) recommender.recommend(own);
        });
        return microseconds / 1e3 / some.length;
      });
      figures.push({ name: `counters, ${shape}`, value: Math.round(counted), unit: 'events/CPU s' });
      figures.push({ name: `one list, ${shape}`, value: listed, unit: 'ms' });
    }
    return figures;
  },
};
