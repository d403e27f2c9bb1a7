import { kafkaClient } from '../../src/clients/kafka/client.ts';
import { ensureTopics } from '../../src/clients/kafka/create-topics.ts';
import type { BenchContext } from '../bench.ts';
import { middle } from '../statistics.ts';

type Cluster = NonNullable<BenchContext['cluster']>;

const BATCH = 10_000;
/** Records between two that are searched for. */
const EVERY = 100_000;

/** Fills `topic` with records of about 200 bytes; the last of each hundred thousand is one that is searched for. */
export async function fill(topic: string, records: number, { context }: BenchContext, cluster: Cluster) {
  const kafka = kafkaClient(cluster, context);
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  await Promise.all([admin.connect(), producer.connect()]);
  await ensureTopics(admin, [{ name: topic, partitions: 3, replication: 1, config: {} }]);
  for (let first = 0; first < records; first += BATCH) {
    const messages = Array.from({ length: BATCH }, (_, at) => {
      const n = first + at;
      const key = n % EVERY === EVERY - 1 ? `needle-${n}` : `user-${n % 1_000}`;
      return { key, value: JSON.stringify({ n, text: 'hay '.repeat(44) }) };
    });
    await producer.send({ topic, messages });
  }
  await Promise.all([admin.disconnect(), producer.disconnect()]);
}

export interface Searched {
  /** Seconds to the first record that was found, and to the end. */
  readonly first: number;
  readonly end: number;
  readonly found: number;
  /** How often it said how far it is. */
  readonly told: number;
}

/** Searches a topic by key, from its oldest record to its end. */
export async function search(url: string, topic: string): Promise<Searched> {
  const begin = performance.now();
  const since = () => (performance.now() - begin) / 1_000;
  let [first, found, told] = [Number.NaN, 0, 0];
  for await (const line of lines(new URL(`/api/topics/${topic}/messages?q=needle&in=key&max=100`, url))) {
    if (line.includes('"message"')) found++;
    else told++;
    if (found === 1 && Number.isNaN(first)) first = since();
  }
  return { first, end: since(), found, told };
}

/** Milliseconds from the sending of a record to its line in a page that follows its topic; median of so many. */
export async function tail(url: string, topic: string, times: number, { context }: BenchContext, cluster: Cluster) {
  const producer = kafkaClient(cluster, context).producer();
  await producer.connect();
  const gone = new AbortController();
  const stream = lines(new URL(`/api/topics/${topic}/messages?follow=1&max=1`, url), gone.signal);
  const ages: number[] = [];
  for (let line = await stream.next(); line.done !== true; line = await stream.next()) {
    const sent = /sent-(\d+)/.exec(line.value)?.[1];
    if (sent !== undefined) ages.push(Date.now() - Number(sent));
    if (ages.length > times) break;
    if (line.value.includes('"done":true') || sent !== undefined) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await producer.send({ topic, acks: 1, messages: [{ key: `${ages.length}`, value: `sent-${Date.now()}` }] });
    }
  }
  gone.abort();
  await producer.disconnect();
  return middle(ages.slice(1));
}

async function* lines(url: URL, signal?: AbortSignal): AsyncGenerator<string> {
  const { body } = await fetch(url, signal === undefined ? {} : { signal });
  if (body === null) return;
  let rest = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    const found = (rest + part).split('\n');
    rest = found.pop() ?? '';
    yield* found;
  }
}
