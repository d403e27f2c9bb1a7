import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlertsFold } from '../src/alerts/alerts-fold.ts';
import type { PartitionAlerts } from '../src/alerts/partition-alerts.ts';
import type { AlertsSpec } from '../src/alerts/spec.ts';
import { alertTopics } from '../src/alerts/topics.ts';
import type { Context } from '../src/base/context.ts';
import type { Fold } from '../src/streams/fold.ts';
import { runStream } from '../src/streams/run.ts';
import type { ClusterAddresses } from '../src/target/addresses.ts';
import { type Bench, type Figure, median } from './bench.ts';
import { filled } from './filled.ts';
import { kafkaPython } from './peers/kafka-python.ts';
import { pipeline as runPipeline } from './pipeline.ts';
import { unionEvent, unionSource } from './union.ts';

const EVENTS = 300_000;
const runs = 3;
const topic = 'bench-alerts';
const user = { field: 'user_id', type: 'integer', required: true } as const;
const time = { field: 'timestamp', format: 'date-time' } as const;

/** Purchases above a price, and three logins of a user in a minute; `to`: where the alerts go. */
const specFor = (to: string): AlertsSpec => ({
  rules: [
    {
      name: 'expensive',
      from: topic,
      to,
      type: 'purchase',
      where: [{ field: 'price', type: 'number', required: true, bounds: { exclusiveMinimum: 1400 } }],
      time,
    },
    {
      name: 'logins',
      from: topic,
      to,
      type: 'login',
      per: user,
      count: { events: 3, within: 60_000 },
      keys: 100_000,
      time,
    },
  ],
  topics: {
    [topic]: {
      by: 'event_type',
      types: ['basket', 'comment', 'login', 'logout', 'navigation', 'purchase', 'search'],
    },
  },
});

/** Alerts of the same events, by the job and by a script with kafka-python. */
export const bench: Bench = {
  name: 'alerts',
  needs: 'cluster',
  async run({ home, context, cluster }) {
    if (cluster === undefined) throw new Error('no cluster');
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    try {
      const yaml = join(directory, 'alerts.yaml');
      const topics = `topics:\n  ${topic}: { event: seven, key: user_id, partitions: 3 }\n  ${topic}-by-kafka-python: {}\n`;
      const source = `sources:\n  events: ${unionSource(topic, EVENTS).replace('{ count:', '{ rate: 1000000/s, count:')}\n`;
      writeFileSync(yaml, `pipeline: bench-alerts\nevents:${unionEvent}${topics}${source}`);
      await runPipeline(['apply', yaml, '--yes'], home, directory);
      await filled(topic, EVENTS, context, cluster);
      await runPipeline(['delete', 'bench-alerts', '--yes'], home, directory);
      return await throughput(context, cluster);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function throughput(context: Context, cluster: ClusterAddresses): Promise<readonly Figure[]> {
  let raised = 0;
  const rate = (of: string, seconds: number) => {
    const value = EVENTS / seconds;
    context.messages.write(`  ${of}: ${EVENTS} events in ${seconds.toFixed(1)} s\n`);
    return value;
  };
  const ours = await median(runs, async (turn) => {
    const ran = await raise(context, cluster, `bench-alerts-${turn}`);
    raised = ran.alerts;
    return rate('the job', ran.seconds);
  });
  const theirs = await median(runs, async () => {
    const said = await kafkaPython('alerts.py', [cluster.kafka.bootstrapServers, topic, String(EVENTS)]);
    const told: { seconds: number; alerts: Readonly<Record<string, number>> } = JSON.parse(said);
    const alerts = Object.values(told.alerts).reduce((sum, count) => sum + count, 0);
    if (alerts !== raised) throw new Error(`the alerts differ: ${raised}, ${alerts}`);
    return rate('kafka-python', told.seconds);
  });
  return [
    { name: `alerts by kafka-python, ${raised} of ${EVENTS} events`, value: theirs, unit: 'events/s' },
    {
      name: 'alerts: a threshold, and a count in a minute',
      value: ours,
      unit: 'events/s',
      ratio: { to: 'kafka-python', value: ours / theirs, atLeast: 2 },
    },
  ];
}

/** One run of the job over the whole topic, until all its alerts are stored. */
async function raise(context: Context, cluster: ClusterAddresses, name: string) {
  const spec = specFor(`${name}-told`);
  const fold = new AlertsFold(spec, topic);
  const done = new AbortController();
  let [begin, end, records, alerts] = [0, 0, 0, 0];
  const timed: Fold<PartitionAlerts> = {
    digest: fold.digest,
    initial: () => fold.initial(),
    // The state is written after the alerts are.
    encode: (state) => {
      if (done.signal.aborted && end === 0) end = performance.now();
      return fold.encode(state);
    },
    decode: (bytes) => fold.decode(bytes),
    metrics: (state) => fold.metrics(state),
    apply(state, partition, some) {
      if (begin === 0) begin = performance.now();
      const outputs = fold.apply(state, partition, some);
      records += some.length;
      alerts += outputs.length;
      if (records === EVENTS) done.abort();
      return outputs;
    },
  };
  const stream = { name, folds: new Map([[topic, timed]]), writes: alertTopics(name, spec.rules) };
  await runStream(stream, cluster, { ...context, signal: done.signal }, () => undefined);
  return { seconds: (end - begin) / 1_000, alerts };
}
