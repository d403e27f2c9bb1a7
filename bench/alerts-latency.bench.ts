import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { kafkaClient, kafkaConfig } from '../src/clients/kafka/client.ts';
import { RawKafka } from '../src/clients/kafka/fetch.ts';
import { PartitionTail } from '../src/clients/kafka/tail.ts';
import { TopicWriter } from '../src/clients/kafka/writer.ts';
import type { Bench, BenchContext, Figure } from './bench.ts';
import { pipeline } from './pipeline.ts';
import { percentile } from './statistics.ts';
import { unionEvent } from './union.ts';

const [RATE, SECONDS, WARM] = [1_000, 25, 5_000];
const EVERY = 10;
const [topic, told] = ['bench-alerts-latency', 'bench-alerts-told'];

const yaml = `
pipeline: bench-latency
events:${unionEvent}
topics:
  ${topic}: { event: seven, key: user_id, partitions: 3 }
alerts:
  expensive: { from: ${topic}, type: purchase, where: { price: { exclusiveMinimum: 1400 } }, to: ${told} }
  purchases: { from: ${topic}, type: purchase, per: user_id, count: 100, within: 1s, to: ${told} }
`;

/** From the moment that an event says until its alert is read, by the deployed job: every tenth event makes one. */
export const bench: Bench = {
  name: 'alerts-latency',
  needs: 'cluster',
  async run(setting) {
    const directory = mkdtempSync(join(tmpdir(), 'pipeline-bench-'));
    try {
      const file = join(directory, 'alerts.yaml');
      writeFileSync(file, yaml);
      await pipeline(['apply', file, '--yes'], setting.home, directory);
      const done = new AbortController();
      const alerts = watch(setting, told, 0, done.signal, (value) => JSON.parse(value).trigger.event.timestamp);
      const events = watch(setting, topic, 0, done.signal, (value) => JSON.parse(value).timestamp);
      await feed(setting);
      await wait(2_000);
      done.abort();
      const [latencies, plain] = await Promise.all([alerts, events]);
      await pipeline(['delete', 'bench-latency', '--purge', '--yes'], setting.home, directory);
      return [
        { name: `event to alert readable, ${RATE} events/s: p50`, value: percentile(latencies, 0.5), unit: 'ms' },
        { name: '… p99', value: percentile(latencies, 0.99), unit: 'ms', atMost: 50 },
        { name: '… alerts', value: latencies.length, unit: 'alerts' },
        { name: '… until the event itself is readable: p50', value: percentile(plain, 0.5), unit: 'ms' },
        { name: '… p99', value: percentile(plain, 0.99), unit: 'ms' },
      ] satisfies Figure[];
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  },
};

/** Sends the events evenly, each with the moment of its sending as its time. */
async function feed({ context, cluster }: BenchContext): Promise<void> {
  if (cluster === undefined) throw new Error('this bench needs a cluster');
  const writer = await TopicWriter.open(kafkaClient(cluster, context), topic, 3);
  for (let [sent, began] = [0, performance.now()]; sent < RATE * SECONDS; ) {
    const due = Math.min(RATE * SECONDS, Math.floor(((performance.now() - began) / 1_000) * RATE));
    const some = Array.from({ length: due - sent }, (_, index) => eventOf(sent + index));
    if (some.length > 0) await writer.write(some);
    sent = due;
    await wait(5);
  }
  await writer.close();
}

function eventOf(n: number) {
  const user = 1 + (n % 1_000);
  const event = {
    event_type: 'purchase',
    timestamp: new Date().toISOString(),
    user_id: user,
    session_id: 's',
    product: 'phone',
    price: n % EVERY === 0 ? 1_450 : 20,
  };
  return { key: Buffer.from(String(user)), value: Buffer.from(JSON.stringify(event)) };
}

/** Milliseconds from the time that `timeOf` finds in each record until the record is here, after the warm-up. */
async function watch(
  { context, cluster }: BenchContext,
  watched: string,
  partition: number,
  signal: AbortSignal,
  timeOf: (value: string) => string,
): Promise<number[]> {
  if (cluster === undefined) throw new Error('this bench needs a cluster');
  const kafka = new RawKafka(kafkaConfig(cluster, context));
  await kafka.connect();
  const tail = new PartitionTail(kafka, watched, partition, (await kafka.bounds(watched, partition)).end);
  const [latencies, began] = [[] as number[], Date.now()];
  while (!signal.aborted) {
    const { records } = await tail.poll(200);
    const now = Date.now();
    if (now - began < WARM) continue;
    for (const { value } of records) latencies.push(now - Date.parse(timeOf(value?.toString() ?? '')));
  }
  await kafka.close();
  return latencies;
}
