import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { clickEvent, clickLine, clicks } from './clicks.ts';
import { producerTool } from './kafka-tools.ts';
import { pipeline } from './pipeline.ts';
import { middle } from './statistics.ts';
import { Worker } from './worker.ts';

const MILLION = 1_000_000;
const COUNT = 4 * MILLION;
const runs = [0, 1, 2];

const topic = (run: number) => `bench-datagen-${run}`;
const yaml = `
pipeline: bench-datagen
events:
${clickEvent}
topics:
${runs.map((run) => `  ${topic(run)}: { event: click, key: user_id, partitions: 3 }`).join('\n')}
  bench-datagen-peer: { partitions: 3 }
sources:
${runs.map((run) => `  run${run}: ${clicks(topic(run), COUNT, run, 'state: stopped, ')}`).join('\n')}
`;

/** Millions of records from one exactly-once task, beside what Kafka's own producer does in transactions. */
export const bench: Bench = {
  name: 'datagen',
  needs: 'cluster',
  async run(setting) {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    const file = join(directory, 'datagen.yaml');
    const worker = Worker.of(setting);
    try {
      writeFileSync(file, yaml);
      await pipeline(['apply', file, '--yes'], setting.home, directory);
      const rates: Rates[] = [];
      for (const run of runs) rates.push(await measure(`bench-datagen.run${run}`, worker));
      const peer = await producerTool(
        {
          context: setting.context,
          bootstrapServers: setting.cluster?.kafka.bootstrapServers ?? '',
          topic: 'bench-datagen-peer',
          records: COUNT,
        },
        Array.from({ length: 10_000 }, (_, n) => clickLine(n)),
      );
      const whole = middle(rates.map((rate) => rate.whole));
      const to = { to: "Kafka's producer tool", value: whole / peer };
      return [
        {
          name: 'datagen, 4 M events: start to all committed',
          value: whole,
          unit: 'records/s',
          atLeast: 250_000,
          ratio: to,
        },
        {
          name: 'datagen: after the first million',
          value: middle(rates.map((rate) => rate.steady)),
          unit: 'records/s',
        },
        { name: 'datagen: the first run, cold', value: rates[0]?.whole ?? Number.NaN, unit: 'records/s' },
        {
          name: 'datagen: processor time of the worker',
          value: middle(rates.map((rate) => rate.processor)),
          unit: 'CPU s',
        },
      ];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

interface Rates {
  readonly whole: number;
  readonly steady: number;
  readonly processor: number;
}

/** Watches the committed source offset, which moves with every transaction. */
async function measure(connector: string, worker: Worker): Promise<Rates> {
  const before = worker.processorTime();
  await worker.setState(connector, 'resume');
  const seen: { readonly time: number; readonly n: number }[] = [];
  let start = 0;
  for (let n = 0; n < COUNT; await wait(100)) {
    const [offset] = await worker.offsets(connector);
    const time = Date.now();
    if (offset === undefined || Number(offset.n) === n) continue;
    n = Number(offset.n);
    start = Number(offset.start) / 1000;
    seen.push({ time, n });
  }
  const processor = worker.processorTime() - before;
  await worker.setState(connector, 'stop');
  const warm = seen.find(({ n }) => n >= MILLION);
  const last = seen.at(-1);
  if (warm === undefined || last === undefined) throw new Error(`${connector} made nothing`);
  return {
    whole: COUNT / ((last.time - start) / 1000),
    steady: (last.n - warm.n) / ((last.time - warm.time) / 1000),
    processor,
  };
}
