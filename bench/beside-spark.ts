import type { BenchContext, Figure, PeerRun } from './bench.ts';
import { peer as spark } from './peers/spark.ts';
import { SinkRun, type Started, type Stored } from './sink-run.ts';
import { middle } from './statistics.ts';
import type { Worker } from './worker.ts';

const RECORDS = 1_000_000;
const TIMES = 3;
const TOPIC = 'bench-clicks';

const rate = (runs: readonly { readonly seconds: number }[]) => middle(runs.map(({ seconds }) => RECORDS / seconds));

/**
 * Spark and the sinks `started0` … store the topic of the sinks `parquet0` … too. Like stands beside like: processes that have stored
 * the topic before, those that store it for the first time, and those with all they need from their start.
 *
 * @param later what the sinks stored that were not the first of their kind
 */
export async function besideSpark(
  setting: BenchContext,
  worker: Worker,
  directory: string,
  later: readonly Stored[],
): Promise<readonly Figure[]> {
  const contract = await worker.setting('bench-sink.parquet0', `event.${TOPIC}`);
  const theirs: PeerRun[] = [];
  const started: Started[] = [];
  for (let run = 0, current = worker; run < TIMES; run += 1) {
    const work = { topic: TOPIC, directory: `/bench/spark/${run}`, contract, records: RECORDS, times: TIMES };
    theirs.push(await spark.store(work, setting));
    current = await current.startedAnew(setting);
    started.push(await new SinkRun(setting, current, `started${run}`, TOPIC, directory).storeFromStart(RECORDS));
  }
  const beside = (name: string, mine: number, other: number, atLeast?: number): Figure[] => [
    { name: `${spark.name}, Parquet: ${name}`, value: other, unit: 'records/s' },
    {
      name: `sink, Parquet: ${name}`,
      value: mine,
      unit: 'records/s',
      ratio: { to: spark.name, value: mine / other, ...(atLeast !== undefined && { atLeast }) },
    },
  ];
  const cost = (name: string, mine: number, other: number): Figure[] => [
    { name: `${spark.name}, Parquet: processor time, ${name}`, value: other, unit: 'CPU s' },
    { name: `sink, Parquet: processor time, ${name}`, value: mine, unit: 'CPU s' },
    { name: `… as part of ${spark.name}'s`, value: mine / other, unit: '', atMost: 1 / 3 },
  ];
  const cold = theirs.flatMap(({ batches }) => batches.slice(0, 1));
  const warm = theirs.flatMap(({ batches }) => batches.slice(1));
  const wholes = theirs.map(({ whole }) => whole);
  const processor = (runs: readonly { readonly processorSeconds: number }[]) =>
    middle(runs.map(({ processorSeconds }) => processorSeconds));
  const ours = (runs: readonly Stored[]) => middle(runs.map((run) => run.processor));
  return [
    ...beside('in a process that is warm', rate(later), rate(warm), 4),
    ...beside('the first time in its process', rate(started), rate(cold)),
    ...beside("from the process's start", rate(started.map(({ whole }) => ({ seconds: whole }))), rate(wholes)),
    ...cost('warm', ours(later), processor(warm)),
    ...cost("from the process's start", ours(started), processor(wholes)),
    { name: `${spark.name}: memory, largest`, value: Math.max(...theirs.map(({ memory }) => memory)), unit: 'MiB' },
    {
      name: 'sink, Parquet, its worker started for it: memory, largest',
      value: Math.max(...started.map(({ memory }) => memory)),
      unit: 'MiB',
    },
  ];
}
