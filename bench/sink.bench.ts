import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../src/cluster/checkout.ts';
import type { Bench, BenchContext, Figure, SinkPeer } from './bench.ts';
import { clickEvent, clicks } from './clicks.ts';
import { consumerTool } from './kafka-tools.ts';
import { pipeline } from './pipeline.ts';
import { SinkRun, type Stored } from './sink-run.ts';
import { middle } from './statistics.ts';
import { unionEvent, unionSource } from './union.ts';
import { Worker } from './worker.ts';

const MILLION = 1_000_000;
const runs = [0, 1, 2];
const spark = join(checkout, 'bench', 'peers', 'spark.ts');

/** What is stored how, and how fast it should be. */
const cases = [
  { name: 'json', topic: 'bench-clicks', words: 'format: json', atLeast: 350_000 },
  { name: 'parquet', topic: 'bench-clicks', words: 'format: parquet', atLeast: 250_000 },
  { name: 'union', topic: 'bench-union', words: 'format: parquet, layout: by-type' },
] as const;

const sink = ({ name, topic, words }: (typeof cases)[number], run: number) =>
  `  ${name}${run}: { from: ${topic}, state: stopped, hdfs: { path: /bench/sink/${name}${run}, ${words}, roll: { every: 500ms } } }`;

const yaml = `
pipeline: bench-sink
events:
${clickEvent}
${unionEvent}
topics:
  bench-clicks: { event: click, key: user_id, partitions: 3 }
  bench-union: { event: seven, key: user_id, partitions: 3 }
sources:
  clicks: ${clicks('bench-clicks', MILLION, 1)}
  union: ${unionSource('bench-union', MILLION)}
sinks:
${cases.flatMap((of) => runs.map((run) => sink(of, run))).join('\n')}
`;

/** A million records that lie in a topic of three partitions, from the assignment of a new sink to its last commit. */
export const bench: Bench = {
  name: 'sink',
  needs: 'cluster',
  async run(setting) {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const worker = Worker.of(setting);
    try {
      const file = join(directory, 'sink.yaml');
      writeFileSync(file, yaml);
      await pipeline(['apply', file, '--yes'], setting.home, directory);
      for (const source of ['clicks', 'union']) await worker.finished(`bench-sink.${source}`, MILLION);
      const yardstick = await consumerTool({
        context: setting.context,
        bootstrapServers: setting.cluster?.kafka.bootstrapServers ?? '',
        topic: 'bench-clicks',
        records: MILLION,
      });
      const figures: Figure[] = [];
      for (const { name, topic, ...asked } of cases) {
        const stored: Stored[] = [];
        for (const run of runs)
          stored.push(await new SinkRun(setting, worker, `${name}${run}`, topic, directory).store(MILLION));
        const rate = middle(stored.map(({ seconds }) => MILLION / seconds));
        const ratio = { to: "Kafka's consumer tool", value: rate / yardstick };
        figures.push(
          {
            name: `sink, 1 M records, ${name}: assignment to last commit`,
            value: rate,
            unit: 'records/s',
            ...asked,
            ratio,
          },
          {
            name: `sink, ${name}: the first run, cold`,
            value: MILLION / (stored[0]?.seconds ?? Number.NaN),
            unit: 'records/s',
          },
          {
            name: `sink, ${name}: processor time of the worker`,
            value: middle(stored.map((one) => one.processor)),
            unit: 'CPU s',
          },
          {
            name: `sink, ${name}: memory of the worker, largest`,
            value: Math.max(...stored.map(({ memory }) => memory)),
            unit: 'MiB',
          },
        );
      }
      return [...figures, ...(await besideSpark(setting, figures))];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** The same topic stored by Spark Structured Streaming, when that peer is there. */
async function besideSpark(setting: BenchContext, ours: readonly Figure[]): Promise<readonly Figure[]> {
  if (!existsSync(spark)) {
    setting.context.messages.write(
      'Spark Structured Streaming is not installed here (bench/peers/spark.ts): not compared.\n',
    );
    return [];
  }
  const { peer }: { readonly peer: SinkPeer } = await import(spark);
  const spent = await peer.store('bench-clicks', '/bench/sink/spark', setting);
  const value = (part: string) =>
    ours.find(({ name }) => name.includes('parquet:') && name.includes(part))?.value ?? Number.NaN;
  const [theirs, rate, processor] = [MILLION / spent.seconds, value('assignment'), value('processor')];
  return [
    {
      name: `sink, parquet: beside ${peer.name}`,
      value: rate,
      unit: 'records/s',
      ratio: { to: peer.name, value: rate / theirs, atLeast: 4 },
    },
    {
      name: `sink, parquet: processor time as part of ${peer.name}'s`,
      value: processor / spent.processorSeconds,
      unit: '',
      atMost: 1 / 3,
    },
  ];
}
