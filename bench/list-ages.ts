import { kafkaConfig } from '../src/clients/kafka/client.ts';
import { committedRecords } from '../src/clients/kafka/committed.ts';
import { RawKafka } from '../src/clients/kafka/fetch.ts';
import { unpackLogRecord } from '../src/recommender/log/log-codec.ts';
import type { BenchContext } from './bench.ts';

/**
 * How old lists were when they were written, in milliseconds: from the moment that the user's latest event which they
 * take into account was written to the log. Both moments are those that Kafka keeps with the records.
 */
export async function listAges({ context, cluster }: BenchContext, log: string, lists: string): Promise<number[]> {
  if (cluster === undefined) throw new Error('this bench needs a cluster');
  const kafka = new RawKafka(kafkaConfig(cluster, context));
  await kafka.connect();
  try {
    const events = new Map<string, { readonly at: number; readonly time: number }[]>();
    for await (const { offset: at, timestamp: time, value } of records(kafka, log)) {
      const record = unpackLogRecord(value);
      if (record?.kind !== 'events') continue;
      for (const user of new Set(record.events.map((event) => event.user))) {
        const own = events.get(user) ?? [];
        events.set(user, own);
        own.push({ at, time });
      }
    }
    const ages: number[] = [];
    for await (const { timestamp, value } of records(kafka, lists)) {
      if (value === null) continue;
      const { user, asOf }: { user: string; asOf: Record<string, number> } = JSON.parse(value.toString());
      const latest = events.get(user)?.findLast(({ at }) => at < (asOf[log] ?? 0));
      if (latest !== undefined) ages.push(timestamp - latest.time);
    }
    return ages;
  } finally {
    await kafka.close();
  }
}

async function* records(kafka: RawKafka, topic: string) {
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    yield* committedRecords(kafka, topic, partition, { from: start, to: end });
  }
}
