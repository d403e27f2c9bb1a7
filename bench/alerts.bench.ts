import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AlertsFold } from '../src/alerts/alerts-fold.ts';
import type { PartitionAlerts } from '../src/alerts/partition-alerts.ts';
import type { AlertsSpec } from '../src/alerts/spec.ts';
import { alertTopics } from '../src/alerts/topics.ts';
import type { Context } from '../src/base/context.ts';
import { kafkaClient, kafkaConfig } from '../src/clients/kafka/client.ts';
import { RawKafka } from '../src/clients/kafka/fetch.ts';
import { PartitionTail } from '../src/clients/kafka/tail.ts';
import { TopicWriter } from '../src/clients/kafka/writer.ts';
import type { Fold } from '../src/streams/fold.ts';
import { runStream } from '../src/streams/run.ts';
import type { ClusterAddresses } from '../src/target/addresses.ts';
import { type Bench, type Figure, median } from './bench.ts';
import { filled } from './filled.ts';
import { kafkaPython } from './peers/kafka-python.ts';
import { pipeline as runPipeline } from './pipeline.ts';
import { percentile } from './statistics.ts';
import { unionEvent, unionSource } from './union.ts';

const MILLION = 1_000_000;
const runs = 3;
const topic = 'bench-alerts';
const [RATE, SECONDS, WARM] = [1_000, 20, 5_000];
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

/**
 * Alerts of a million events, by the job and by a script with kafka-python; then how soon an alert follows its event.
 */
export const bench: Bench = {
  name: 'alerts',
  needs: 'cluster',
  async run({ home, context, cluster }) {
    if (cluster === undefined) throw new Error('no cluster');
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    try {
      const yaml = join(directory, 'alerts.yaml');
      const topics = `topics:\n  ${topic}: { event: seven, key: user_id, partitions: 3 }\n  ${topic}-by-kafka-python: {}\n`;
      const source = `sources:\n  million: ${unionSource(topic, MILLION).replace('{ count:', '{ rate: 1000000/s, count:')}\n`;
      writeFileSync(yaml, `pipeline: bench-alerts\nevents:${unionEvent}${topics}${source}`);
      await runPipeline(['apply', yaml, '--yes'], home, directory);
      await filled(topic, MILLION, context, cluster);
      await runPipeline(['delete', 'bench-alerts', '--yes'], home, directory);
      return [...(await throughput(context, cluster)), ...(await latency(context, cluster))];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

async function throughput(context: Context, cluster: ClusterAddresses): Promise<readonly Figure[]> {
  let raised = 0;
  const ours = await median(runs, async (turn) => {
    const ran = await raise(context, cluster, `bench-alerts-${turn}`);
    raised = ran.alerts;
    return MILLION / ran.seconds;
  });
  const theirs = await median(runs, async () => {
    const said = await kafkaPython('alerts.py', [cluster.kafka.bootstrapServers, topic, String(MILLION)]);
    const told: { seconds: number; alerts: Readonly<Record<string, number>> } = JSON.parse(said);
    const alerts = Object.values(told.alerts).reduce((sum, count) => sum + count, 0);
    if (alerts !== raised) throw new Error(`the alerts differ: ${raised}, ${alerts}`);
    return MILLION / told.seconds;
  });
  return [
    { name: `alerts by kafka-python, ${raised} of a million events`, value: theirs, unit: 'events/s' },
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
      if (records === MILLION) done.abort();
      return outputs;
    },
  };
  const stream = { name, folds: new Map([[topic, timed]]), writes: alertTopics(name, spec.rules) };
  await runStream(stream, cluster, { ...context, signal: done.signal }, () => undefined);
  return { seconds: (end - begin) / 1_000, alerts };
}

/** From the moment that an event says until its alert is read, at 1,000 events a second, every tenth an alert. */
async function latency(context: Context, cluster: ClusterAddresses): Promise<readonly Figure[]> {
  const [name, done] = ['bench-alerts-latency', new AbortController()];
  const spec = specFor(`${name}-told`);
  const stream = {
    name,
    folds: new Map([[topic, new AlertsFold(spec, topic)]]),
    writes: alertTopics(name, spec.rules),
  };
  let covered = false;
  const running = runStream(stream, cluster, { ...context, signal: done.signal }, ({ metrics }) => {
    covered ||= (metrics.records ?? 0) >= MILLION;
  });
  while (!covered) await wait(500);
  const latencies: number[] = [];
  const reading = watch(context, cluster, `${name}-told`, done.signal, latencies);
  const writer = await TopicWriter.open(kafkaClient(cluster, context), topic, 3);
  for (let [sent, began] = [0, performance.now()]; sent < RATE * SECONDS; ) {
    const due = Math.min(RATE * SECONDS, Math.floor(((performance.now() - began) / 1_000) * RATE));
    const some = Array.from({ length: due - sent }, (_, index) => eventOf(sent + index));
    if (some.length > 0) await writer.write(some);
    sent = due;
    await wait(5);
  }
  await wait(2_000);
  done.abort();
  await Promise.all([running, reading, writer.close()]);
  return [
    { name: `event to alert readable, ${RATE} events/s: p50`, value: percentile(latencies, 0.5), unit: 'ms' },
    { name: '… p99', value: percentile(latencies, 0.99), unit: 'ms', atMost: 50 },
  ];
}

function eventOf(n: number) {
  const key = Buffer.from(String(1 + (n % 1_000)));
  const price = n % 10 === 0 ? 1_450 : 20;
  const timestamp = new Date().toISOString();
  const event = {
    event_type: 'purchase',
    timestamp,
    user_id: 1 + (n % 1_000),
    session_id: 's',
    product: 'phone',
    price,
  };
  return { key, value: Buffer.from(JSON.stringify(event)) };
}

async function watch(
  context: Context,
  cluster: ClusterAddresses,
  to: string,
  signal: AbortSignal,
  latencies: number[],
) {
  const kafka = new RawKafka(kafkaConfig(cluster, context));
  await kafka.connect();
  const tail = new PartitionTail(kafka, to, 0, (await kafka.bounds(to, 0)).end);
  const begin = Date.now();
  while (!signal.aborted) {
    const { records } = await tail.poll(200);
    const now = Date.now();
    for (const { value } of records) {
      const { trigger }: { trigger: { event: { timestamp: string } } } = JSON.parse(value?.toString() ?? '{}');
      if (now - begin > WARM) latencies.push(now - new Date(trigger.event.timestamp).getTime());
    }
  }
  await kafka.close();
}
