import { setTimeout as wait } from 'node:timers/promises';
import type { Bench, BenchContext, Figure } from './bench.ts';
import { type Catalogue, preload } from './catalogue.ts';
import { listAges } from './list-ages.ts';
import { counted, metric, RecommenderRun } from './recommender-run.ts';
import { percentile } from './statistics.ts';

interface Case {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly events: number;
  readonly atLeast: number;
  /** Seconds for the whole backlog, where that is asked. */
  readonly atMost?: number;
}

const cases: readonly Case[] = [
  {
    name: 'zipf',
    catalogue: { users: 20_000, items: 5_000, skew: 1 },
    events: 1_000_000,
    atLeast: 50_000,
    atMost: 20,
  },
  { name: 'dense', catalogue: { users: 1_000, items: 500, skew: 0 }, events: 500_000, atLeast: 20_000 },
];

/** A backlog of events: how fast it is in the log and counted, and how old the lists are meanwhile. */
export const bench: Bench = {
  name: 'recommender-events',
  needs: 'cluster',
  async run(setting) {
    const figures: Figure[] = [];
    for (const one of cases) figures.push(...(await measure(one, setting)));
    return figures;
  },
};

async function measure({ name, catalogue, events, atLeast, atMost }: Case, setting: BenchContext): Promise<Figure[]> {
  const run = await RecommenderRun.declare(setting, `bench-${name}`);
  const shape = `${catalogue.users} × ${catalogue.items}, skew ${catalogue.skew}, ${events / 1e6} M events`;
  await preload(run.bootstrapServers, run.source, catalogue, events);
  await wait(2_000);
  const address = await run.resume();
  const [first, at] = [await metric(address, 'events_total'), Date.now()];
  await counted(address, events);
  const end = Date.now();
  while ((await metric(address, 'lists_waiting')) > 0) await wait(50);
  const served = Date.now();
  const memory = (await metric(address, 'memory_bytes')) / 2 ** 20;
  const pairs = await metric(address, 'pairs');
  await run.stop();
  const ages = await listAges(setting, run.log, run.lists);
  await run.remove();
  const whole = (end - run.startedAt) / 1_000;
  return [
    {
      name: `${shape}: counted and in the log`,
      value: (events - first) / ((end - at) / 1_000),
      unit: 'events/s',
      atLeast,
    },
    { name: '… from the start of the process', value: whole, unit: 's', ...(atMost !== undefined && { atMost }) },
    { name: '… until the last list is written', value: (served - run.startedAt) / 1_000, unit: 's' },
    { name: '… age of lists, p50', value: percentile(ages, 0.5), unit: 'ms' },
    { name: '… age of lists, p99', value: percentile(ages, 0.99), unit: 'ms' },
    { name: '… lists written', value: ages.length, unit: 'lists' },
    { name: '… memory', value: memory, unit: 'MiB' },
    { name: '… distinct pairs', value: pairs, unit: 'pairs' },
  ];
}
