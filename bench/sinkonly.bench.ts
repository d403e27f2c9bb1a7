import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, Figure } from './bench.ts';
import { clickEvent, clicks } from './clicks.ts';
import { consumerTool } from './kafka-tools.ts';
import { pipeline } from './pipeline.ts';
import { SinkRun, type Stored } from './sink-run.ts';
import { middle } from './statistics.ts';
import { unionEvent, unionSource } from './union.ts';
import { Worker } from './worker.ts';

const MILLION = 1_000_000;
const runs = [0, 1, 2];

/** What is stored how, and how fast it should be. */
const cases = [
  { name: 'json', topic: 'bench-clicks', words: 'format: json', atLeast: 350_000 },
  { name: 'parquet', topic: 'bench-clicks', words: 'format: parquet', atLeast: 250_000 },
  { name: 'union', topic: 'bench-union', words: 'format: parquet, layout: by-type' },
] as const;

interface Sink {
  readonly name: string;
  readonly topic: string;
  readonly words: string;
  readonly tasks?: number;
}

const sink = ({ name, topic, words, tasks = 1 }: Sink, run: number) =>
  `  ${name}${run}: { from: ${topic}, state: stopped, tasks: ${tasks}, hdfs: { path: /bench/sink/${name}${run}, ${words}, roll: { every: 500ms } } }`;

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
${['beside', 'started'].flatMap((name) => runs.map((run) => sink({ ...cases[1], name, tasks: 3 }, run))).join('\n')}
`;

/** A million records that lie in a topic of three partitions, from the assignment of a new sink to its last commit. */
export const bench: Bench = {
  name: 'sinkonly',
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
      return figures;
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};
