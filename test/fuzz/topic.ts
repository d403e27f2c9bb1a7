import fc from 'fast-check';
import kafkajs from 'kafkajs';
import { noValue } from '../../src/clients/kafka/kafkajs-internals.ts';
import { type Beside, beside } from './beside.ts';
import type { Event, Sample } from './events.ts';
import { placeOf } from './judge.ts';

/** A record of a topic; one without a sample is a tombstone. */
export interface Sent {
  readonly partition: number;
  readonly offset: number;
  readonly beside: Beside;
  readonly sample?: Sample;
}

const PARTITIONS = 2;
const BATCH = 2_000;

/** The records of an event's topic: the same ones for the same seed. */
export function recordsOf(event: Event, seed: number, count: number): ReadonlyMap<string, Sent> {
  const record = fc.tuple(
    fc.nat(PARTITIONS - 1),
    beside,
    fc.oneof({ weight: 30, arbitrary: event.records }, { weight: 1, arbitrary: fc.constant(undefined) }),
  );
  const next = Array.from({ length: PARTITIONS }, () => 0);
  const sent = fc.sample(record, { seed, numRuns: count }).map(([partition, chosen, sample]): [string, Sent] => {
    const offset = next[partition] ?? 0;
    next[partition] = offset + 1;
    return [
      placeOf(partition, offset),
      { partition, offset, beside: chosen, ...(sample === undefined ? {} : { sample }) },
    ];
  });
  return new Map(sent);
}

/** Writes records to an empty topic, each to its place, by one producer that sends nothing twice. */
export async function send(broker: string, topic: string, records: Iterable<Sent>): Promise<void> {
  const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const all = [...records];
  for (let from = 0; from < all.length; from += BATCH) {
    const messages = all
      .slice(from, from + BATCH)
      .map(({ partition, beside: { key, timestamp, headers }, sample }) => ({
        partition,
        key,
        timestamp: String(timestamp),
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, values]) => [name, values.map((one) => one ?? noValue)]),
        ),
        value: sample?.value ?? null,
      }));
    await producer.send({ topic, messages, acks: -1 });
  }
  await producer.disconnect();
}

/** A dead letter: where its record stands, and why it is one. */
export interface DeadLetter {
  readonly topic: string;
  readonly place: string;
  readonly reason: string;
}

/** Every report of a topic of dead letters, as many of one record as there are. */
export async function deadLetters(broker: string, topic: string): Promise<readonly DeadLetter[]> {
  const kafka = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING });
  const left = await lastOffsets(kafka, topic);
  if (left.size === 0) return [];
  const consumer = kafka.consumer({ groupId: `${topic}-judge`, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const found: DeadLetter[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await consumer.run({
    eachMessage: async ({ partition, message: { headers, offset } }) => {
      const header = (name: string) => String(headers?.[`__connect.errors.${name}`] ?? '');
      const place = placeOf(Number(header('partition')), Number(header('offset')));
      found.push({ topic: header('topic'), place, reason: header('exception.message') });
      if (left.get(partition) === offset) left.delete(partition);
      if (left.size === 0) resolve();
    },
  });
  await promise;
  await consumer.disconnect();
  return found;
}

/** The last record of each partition that has one. */
async function lastOffsets(kafka: kafkajs.Kafka, topic: string): Promise<Map<number, string>> {
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const filled = ends.filter(({ low, high }) => BigInt(high) > BigInt(low));
  return new Map(filled.map(({ partition, high }) => [partition, String(BigInt(high) - 1n)]));
}
