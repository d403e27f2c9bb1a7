import kafkajs from 'kafkajs';
import { registerCodecs } from '../src/clients/kafka/kafkajs-codecs.ts';

/** Users and items of a shop, and how unevenly both are used: the k-th is used in proportion to 1 / k^skew. */
export interface Catalogue {
  readonly users: number;
  readonly items: number;
  readonly skew: number;
}

/** A reproducible sequence of numbers in [0, 1). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Draws whole numbers below `count` after Zipf's law. */
function zipf(count: number, skew: number, next: () => number): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) {
    sum += 1 / (rank + 1) ** skew;
    sums[rank] = sum;
  }
  return () => {
    const at = next() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Makes values of events, one after the other, as JSON; `time` is what each says of its time. */
export function eventsOf({ users, items, skew }: Catalogue, seed: number): (time: number) => kafkajs.Message {
  const next = numbers(seed);
  const [user, item] = [zipf(users, skew, next), zipf(items, skew, next)];
  return (time) => {
    const key = `u${user()}`;
    const event = { user_id: key, item_id: `i${item()}`, event_type: 'view', timestamp: new Date(time).toISOString() };
    return { key, value: JSON.stringify(event) };
  };
}

const BATCH = 5_000;

/** Writes `count` events of a catalogue, a millisecond apart by their own time. */
export async function preload(
  bootstrapServers: string,
  topic: string,
  catalogue: Catalogue,
  count: number,
): Promise<void> {
  const producer = await openProducer(bootstrapServers);
  const event = eventsOf(catalogue, 42);
  const begin = Date.now() - count;
  for (let done = 0; done < count; done += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, count - done) }, (_, index) => event(begin + done + index));
    await producer.send({ topic, messages, acks: -1, compression: kafkajs.CompressionTypes.LZ4 });
  }
  await producer.disconnect();
}

/** A producer to write events with. */
export async function openProducer(bootstrapServers: string): Promise<kafkajs.Producer> {
  registerCodecs();
  const client = new kafkajs.Kafka({ brokers: bootstrapServers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
  return producer;
}
