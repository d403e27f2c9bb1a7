import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '../src/base/context.ts';
import { decimalText } from '../src/base/decimal.ts';
import { StatisticsFold, type TopicState } from '../src/statistics/fold.ts';
import { plainTable, type StatisticsSpec } from '../src/statistics/spec.ts';
import { addTable, emptyTable } from '../src/statistics/table.ts';
import type { Fold } from '../src/streams/fold.ts';
import { stateTopic } from '../src/streams/names.ts';
import { runStream } from '../src/streams/run.ts';
import type { ClusterAddresses } from '../src/target/addresses.ts';
import { type Bench, type Figure, median } from './bench.ts';
import { filled } from './filled.ts';
import { kafkaPython } from './peers/kafka-python.ts';
import { pipeline as runPipeline } from './pipeline.ts';
import { unionEvent, unionSource } from './union.ts';

const MILLION = 1_000_000;
const runs = 3;
const topic = 'bench-statistics';

/** Counts and a sum of a million events, by the job and by a script with kafka-python, from first record to last. */
export const bench: Bench = {
  name: 'statistics',
  needs: 'cluster',
  async run({ home, context, cluster }) {
    if (cluster === undefined) throw new Error('no cluster');
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    try {
      const yaml = join(directory, 'statistics.yaml');
      const topics = `topics:\n  ${topic}: { event: seven, key: user_id, partitions: 3 }\n`;
      const source = `sources:\n  million: ${unionSource(topic, MILLION).replace('{ count:', '{ rate: 1000000/s, count:')}\n`;
      writeFileSync(yaml, `pipeline: bench-statistics\nevents:${unionEvent}${topics}${source}`);
      await runPipeline(['apply', yaml, '--yes'], home, directory);
      await filled(topic, MILLION, context, cluster);
      await runPipeline(['delete', 'bench-statistics', '--yes'], home, directory);
      return await measure(context, cluster);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function measure(context: Context, cluster: ClusterAddresses): Promise<readonly Figure[]> {
  let sales = '';
  const ours = await median(runs, async (time) => {
    const ran = await counted(context, cluster, `bench-statistics-${time}`);
    sales = ran.sales;
    return MILLION / ran.seconds;
  });
  const theirs = await median(runs, async () => {
    const said = await kafkaPython('statistics.py', [cluster.kafka.bootstrapServers, topic, String(MILLION)]);
    const told: { seconds: number; sales: string } = JSON.parse(said);
    if (Number(told.sales) !== Number(sales)) throw new Error(`the sums differ: ${sales}, ${told.sales}`);
    return MILLION / told.seconds;
  });
  return [
    { name: 'statistics by kafka-python', value: theirs, unit: 'events/s' },
    {
      name: 'statistics: two counts and a sum',
      value: ours,
      unit: 'events/s',
      ratio: { to: 'kafka-python', value: ours / theirs, atLeast: 3 },
    },
  ];
}

/** One run of the job, whose fold tells when the first and the last record came. */
async function counted(context: Context, cluster: ClusterAddresses, name: string) {
  const table = {
    ...plainTable(topic, undefined),
    count: ['event_type', 'user_id'],
    sum: { sales: { of: 'price' } },
  };
  const spec: StatisticsSpec = { tables: { all: table }, events: {} };
  const fold = new StatisticsFold(spec, topic);
  const [states, done] = [new Set<TopicState>(), new AbortController()];
  let [begin, end, records] = [0, 0, 0];
  const timed: Fold<TopicState> = {
    digest: fold.digest,
    initial: () => fold.initial(),
    encode: (state) => fold.encode(state),
    decode: (bytes) => fold.decode(bytes),
    metrics: (state) => fold.metrics(state),
    apply(state, partition, some) {
      if (begin === 0) begin = performance.now();
      const outputs = fold.apply(state, partition, some);
      states.add(state);
      records += some.length;
      if (records === MILLION) {
        end = performance.now();
        done.abort();
      }
      return outputs;
    },
  };
  const stream = { name, folds: new Map([[topic, timed]]), writes: [stateTopic(name)] };
  await runStream(stream, cluster, { ...context, signal: done.signal }, () => undefined);
  const total = emptyTable(table);
  for (const state of states) for (const one of state.values()) addTable(total, one);
  const [sum] = total.all.sums;
  return { seconds: (end - begin) / 1_000, sales: sum === undefined ? '' : decimalText(sum.total) };
}
