import kafkajs from 'kafkajs';

import { run, testCluster } from '../cluster/harness.ts';

const weights: Readonly<Record<string, number>> = { view: 1, like: 4 };

export interface Sent {
  readonly user: string;
  readonly item: string;
  readonly weight: number;
}

/** A reproducible sequence of numbers in [0, 1). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes events of users on items into two topics, as fast as is asked, and remembers what must be counted. */
export class Feed {
  readonly sent: Sent[] = [];
  broken = 0;
  readonly #producer: kafkajs.Producer;
  readonly #topics: readonly [string, string];
  readonly #next: () => number;
  readonly #users: number;
  readonly #items: number;

  private constructor(producer: kafkajs.Producer, topics: readonly [string, string], users: number, items: number) {
    this.#producer = producer;
    this.#topics = topics;
    this.#next = numbers(7);
    this.#users = users;
    this.#items = items;
  }

  static async open(topics: readonly [string, string], users: number, items: number): Promise<Feed> {
    const { kafka } = testCluster().addresses;
    const client = new kafkajs.Kafka({
      brokers: kafka.bootstrapServers.split(','),
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const producer = client.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    return new Feed(producer, topics, users, items);
  }

  /** Sends `count` events, `rate` a second; every 100th is broken, every 50th says nothing to the recommender. */
  async send(count: number, rate: number): Promise<void> {
    const begin = Date.now();
    for (let done = 0; done < count; ) {
      const some = Math.min(100, count - done);
      const [views, likes]: [kafkajs.Message[], kafkajs.Message[]] = [[], []];
      for (let index = 0; index < some; index++) {
        const { topic, message } = this.#event(done + index);
        (topic === 0 ? views : likes).push(message);
      }
      await this.#producer.sendBatch({
        topicMessages: [
          { topic: this.#topics[0], messages: views },
          { topic: this.#topics[1], messages: likes },
        ],
      });
      done += some;
      const early = (done / rate) * 1_000 - (Date.now() - begin);
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    }
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }

  #event(index: number): { readonly topic: 0 | 1; readonly message: kafkajs.Message } {
    const user = `u${Math.floor(this.#next() * this.#users)}`;
    const item = `i${Math.floor(this.#next() * this.#next() * this.#items)}`;
    const topic = this.#next() < 0.6 ? 0 : 1;
    const type = topic === 0 ? 'view' : 'like';
    const timestamp = new Date().toISOString();
    const value = (event: object) => ({ topic, message: { key: user, value: JSON.stringify(event) } }) as const;
    if (index % 100 === 99) {
      this.broken++;
      return value({ user_id: user, event_type: type, timestamp });
    }
    if (index % 50 === 24) return value({ user_id: user, item_id: item, event_type: 'login', timestamp });
    this.sent.push({ user, item, weight: weights[type] ?? 0 });
    return value({ user_id: user, item_id: item, event_type: type, timestamp });
  }
}

export interface Words {
  readonly sources: number;
  readonly users: number;
  readonly shards: number;
  readonly history: number;
}

/**
 * Makes the topics, with the partitions that are asked, and declares the recommender, which the cluster's host then
 * runs.
 */
export async function declareRecommender(name: string, topics: readonly [string, string], words: Words): Promise<void> {
  const to = `${name}-lists`;
  for (const topic of topics) await run(['topics', 'create', topic, '--partitions', String(words.sources)]);
  await run(['topics', 'create', to, '--partitions', String(words.users), '--config', 'cleanup.policy=compact']);
  await setState(name, topics, words, 'running');
}

/** Declares it again, to run or to be stopped. */
export async function setState(
  name: string,
  topics: readonly [string, string],
  { shards, history }: Words,
  state: 'running' | 'stopped',
): Promise<void> {
  const spec = {
    from: topics,
    to: `${name}-lists`,
    user: 'user_id',
    item: 'item_id',
    weights,
    time: 'timestamp',
    types: Object.fromEntries(topics.map((topic) => [topic, { by: 'event_type' }])),
    top: 10,
    history,
    excludeKnown: true,
    shards,
  };
  const job = { version: 1, name, pipeline: name, kind: 'recommender', state, digest: 'one', spec };
  await run(['produce', '_pipeline.jobs', '--separator', '='], { input: `${name}=${JSON.stringify(job)}\n` });
}
