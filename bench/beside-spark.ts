import type { BenchContext, Figure, PeerRun, Spent } from './bench.ts';
import { peer as spark } from './peers/spark.ts';
import { SinkRun, type Started, type Stored } from './sink-run.ts';
import { middle } from './statistics.ts';
import type { Worker } from './worker.ts';

const RECORDS = 1_000_000;
const TIMES = 3;
const TOPIC = 'bench-clicks';

const rate = (runs: readonly { readonly seconds: number }[]) => middle(runs.map(({ seconds }) => RECORDS / seconds));

/**
 * Spark with two threads, and sinks with a task for each partition, store a topic. Like stands beside like: processes
 * that are warm, those that store it for the first time, and those with all they need from their start. Asked was our
 * worker's work beside Spark's whole process.
 */
export async function besideSpark(
  setting: BenchContext,
  worker: Worker,
  directory: string,
): Promise<readonly Figure[]> {
  const contract = await worker.setting('bench-sink.beside0', `event.${TOPIC}`);
  const theirs: PeerRun[] = [];
  const ours: Stored[] = [];
  const started: Started[] = [];
  for (let run = 0; run < TIMES; run += 1) {
    ours.push(await new SinkRun(setting, worker, `beside${run}`, TOPIC, directory).store(RECORDS));
  }
  for (let run = 0, current = worker; run < TIMES; run += 1) {
    const work = { topic: TOPIC, directory: `/bench/spark/${run}`, contract, records: RECORDS, times: TIMES };
    theirs.push(await spark.store(work, setting));
    current = await current.startedAnew(setting);
    started.push(await new SinkRun(setting, current, `started${run}`, TOPIC, directory).storeFromStart(RECORDS));
  }
  const cold = theirs.flatMap(({ batches }) => batches.slice(0, 1));
  const warm = theirs.flatMap(({ batches }) => batches.slice(1));
  const wholes = theirs.map(({ whole }) => whole);
  const ourWholes = started.map(({ whole }) => ({ seconds: whole }));
  const cost = (runs: readonly Stored[]) => middle(runs.map((run) => run.processor));
  const theirCost = (runs: readonly Spent[]) => middle(runs.map(({ processorSeconds }) => processorSeconds));
  return [
    { name: `${spark.name}, Parquet: warm`, value: rate(warm), unit: 'records/s' },
    { name: '… the first time in its process', value: rate(cold), unit: 'records/s' },
    { name: "… from the process's start", value: rate(wholes), unit: 'records/s' },
    { name: '… processor time, warm', value: theirCost(warm), unit: 'CPU s' },
    { name: "… processor time, from the process's start", value: theirCost(wholes), unit: 'CPU s' },
    { name: '… memory, largest', value: Math.max(...theirs.map(({ memory }) => memory)), unit: 'MiB' },
    besides('warm', rate(ours), rate(warm)),
    besides('the first time in its process', rate(started), rate(cold)),
    besides("from the process's start", rate(ourWholes), rate(wholes)),
    besides("a running worker beside Spark's whole process", rate(ours), rate(wholes), 4),
    { name: 'sink, Parquet, three tasks: processor time, warm', value: cost(ours), unit: 'CPU s' },
    { name: "… from the process's start", value: cost(started), unit: 'CPU s' },
    { name: "… warm, as part of Spark's", value: cost(ours) / theirCost(warm), unit: '' },
    { name: "… from the start, as part of Spark's", value: cost(started) / theirCost(wholes), unit: '' },
    {
      name: "… of a running worker, as part of Spark's whole process",
      value: cost(ours) / theirCost(wholes),
      unit: '',
      atMost: 1 / 3,
    },
    {
      name: 'sink, Parquet, three tasks: memory, largest, warm',
      value: Math.max(...ours.map(({ memory }) => memory)),
      unit: 'MiB',
    },
    { name: '… of a worker started for it', value: Math.max(...started.map(({ memory }) => memory)), unit: 'MiB' },
  ];
}

const besides = (name: string, value: number, other: number, atLeast?: number): Figure => ({
  name: `sink, Parquet, three tasks: ${name}`,
  value,
  unit: 'records/s',
  ratio: { to: spark.name, value: value / other, ...(atLeast !== undefined && { atLeast }) },
});
