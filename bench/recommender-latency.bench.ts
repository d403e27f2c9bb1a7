import { setTimeout as wait } from 'node:timers/promises';
import { kafkaConfig } from '../src/clients/kafka/client.ts';
import { RawKafka } from '../src/clients/kafka/fetch.ts';
import { PartitionTail } from '../src/clients/kafka/tail.ts';
import type { Bench, BenchContext, Figure } from './bench.ts';
import { type Catalogue, preload } from './catalogue.ts';
import { feed } from './feed.ts';
import { counted, metric, RecommenderRun } from './recommender-run.ts';
import { percentile } from './statistics.ts';

const RATE = 1_000;
const WARM = 5_000;
const SECONDS = 20;
const BEFORE = 100_000;
const catalogues: readonly Catalogue[] = [
  { users: 800, items: 400, skew: 0.7 },
  { users: 20_000, items: 5_000, skew: 1 },
];

/**
 * From the moment that an event says until a consumer has the list that takes it into account, at 1,000 events a
 * second.
 */
export const bench: Bench = {
  name: 'recommender-latency',
  needs: 'cluster',
  async run(setting) {
    const figures: Figure[] = [];
    for (const [index, catalogue] of catalogues.entries()) {
      figures.push(...(await measure(setting, `bench-latency-${index}`, catalogue)));
    }
    return figures;
  },
};

async function measure(setting: BenchContext, name: string, catalogue: Catalogue): Promise<Figure[]> {
  const run = await RecommenderRun.declare(setting, name);
  await preload(run.bootstrapServers, run.source, catalogue, BEFORE);
  const address = await run.resume();
  await counted(address, BEFORE);
  while ((await metric(address, 'lists_waiting')) > 0) await wait(100);
  const done = new AbortController();
  const watching = watch(setting, run.lists, done.signal);
  await feed(run, catalogue, RATE, SECONDS);
  await wait(1_000);
  done.abort();
  const latencies = await watching;
  await run.remove();
  const shape = `${catalogue.users} × ${catalogue.items}, skew ${catalogue.skew}`;
  return [
    { name: `event to list visible, ${RATE} events/s, ${shape}: p50`, value: percentile(latencies, 0.5), unit: 'ms' },
    { name: '… p99', value: percentile(latencies, 0.99), unit: 'ms', atMost: 50 },
    { name: '… lists', value: latencies.length, unit: 'lists' },
  ];
}

/** Milliseconds from the time of a list's latest event until the list is here, after the warm-up. */
async function watch({ context, cluster }: BenchContext, topic: string, signal: AbortSignal): Promise<number[]> {
  if (cluster === undefined) throw new Error('this bench needs a cluster');
  const latencies: number[] = [];
  const begin = Date.now();
  const follow = async (partition: number) => {
    const kafka = new RawKafka(kafkaConfig(cluster, context));
    await kafka.connect();
    const tail = new PartitionTail(kafka, topic, partition, (await kafka.bounds(topic, partition)).end);
    while (!signal.aborted) {
      const { records } = await tail.poll(200);
      const now = Date.now();
      for (const { value } of records) {
        const { time }: { time: string } = JSON.parse(value?.toString() ?? '{}');
        if (now - begin > WARM) latencies.push(now - Date.parse(time));
      }
    }
    await kafka.close();
  };
  await Promise.all([0, 1, 2].map(follow));
  return latencies;
}
