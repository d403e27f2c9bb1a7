import type { Bench, Figure } from './bench.ts';
import { preload } from './catalogue.ts';
import { counted, metric, RecommenderRun } from './recommender-run.ts';

const EVENTS = 200_000;

/** Users, items, partitions of the source. */
const shapes = [
  [1_000, 500, 1],
  [1_000, 500, 12],
  [20_000, 5_000, 1],
  [20_000, 5_000, 3],
  [20_000, 5_000, 12],
  [100_000, 50_000, 3],
] as const;

/** How speed and memory grow with users, items and partitions. */
export const bench: Bench = {
  name: 'recommender-growth',
  needs: 'cluster',
  async run(setting) {
    const figures: Figure[] = [];
    for (const [index, [users, items, partitions]] of shapes.entries()) {
      const run = await RecommenderRun.declare(setting, `bench-growth-${index}`, { sources: partitions });
      await preload(run.bootstrapServers, run.source, { users, items, skew: 1 }, EVENTS);
      const address = await run.resume();
      await counted(address, EVENTS);
      const seconds = (Date.now() - run.startedAt) / 1_000;
      const shape = `${users} users × ${items} items, ${partitions} partitions, 200 k events`;
      figures.push(
        { name: `${shape}: start to all counted`, value: seconds, unit: 's' },
        { name: '… memory', value: (await metric(address, 'memory_bytes')) / 2 ** 20, unit: 'MiB' },
        { name: '… distinct pairs', value: await metric(address, 'pairs'), unit: 'pairs' },
      );
      await run.remove();
    }
    return figures;
  },
};
