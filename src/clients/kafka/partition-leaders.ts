import type { KafkaConfig } from 'kafkajs';
import { InterruptedError, ServiceError, UnreachableError } from '../../base/errors.ts';
import { kafkaError } from './errors.ts';
import { type Broker, type Cluster, type ConnectionPool, openCluster } from './kafkajs-internals.ts';
import { LeaderMoved } from './leader-moved.ts';

const ATTEMPTS = 6;

/** kafkajs's two connections to a broker. A fetch waits in the broker, and on the other one nothing waits behind it. */
export type Purpose = 'asking' | 'fetching';
const NUMBERS = { asking: 0, fetching: 1 } as const;

/**
 * Brought to the brokers that lead partitions, and after them when they change. Errors: UnreachableError, ServiceError.
 */
export class PartitionLeaders {
  readonly #cluster: Cluster;
  readonly #leaders = new Map<string, ReadonlyMap<number, number>>();
  readonly #connecting = {
    asking: new WeakMap<ConnectionPool, Promise<unknown>>(),
    fetching: new WeakMap<ConnectionPool, Promise<unknown>>(),
  };
  #closed = false;

  constructor(config: KafkaConfig) {
    this.#cluster = openCluster(config);
  }

  /** Leaves nothing open when it fails. */
  async connect(): Promise<void> {
    try {
      await this.#guard('Kafka', () => this.#cluster.connect());
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Whoever still asks then gets an InterruptedError: kafkajs would connect once more for it. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#cluster.disconnect();
  }

  /** The leader of each partition of `topic`, by the broker's number. */
  async of(topic: string): Promise<ReadonlyMap<number, number>> {
    const known = this.#leaders.get(topic);
    if (known !== undefined) return known;
    const { topicMetadata } = await this.#guard(topic, () => this.#cluster.metadata({ topics: [topic] }));
    const metadata = topicMetadata.find((entry) => entry.topic === topic);
    const leaders = new Map(metadata?.partitionMetadata.map((entry) => [entry.partitionId, entry.leader] as const));
    this.#leaders.set(topic, leaders);
    return leaders;
  }

  /** Asks for the topic's leaders and partitions again when they are needed next. */
  async forget(topic: string): Promise<void> {
    this.#leaders.delete(topic);
    if (!this.#closed) await this.#cluster.refreshMetadata().catch(() => undefined);
  }

  /** Asks the leader of a partition; follows it when the leader changes or cannot be reached for a moment. */
  async ask<T>(
    topic: string,
    partition: number,
    purpose: Purpose,
    question: (broker: Broker) => Promise<T>,
  ): Promise<T> {
    const where = `${topic}-${partition}`;
    for (let attempt = 1; ; attempt++) {
      try {
        const leader = (await this.of(topic)).get(partition);
        if (leader === undefined) {
          throw new ServiceError(`There is no partition ${partition}`, { where: `topic ${topic}` });
        }
        return await this.askBroker(leader, where, purpose, question);
      } catch (error) {
        const passing = error instanceof LeaderMoved || error instanceof UnreachableError;
        if (!passing || this.#closed || attempt === ATTEMPTS)
          throw error instanceof LeaderMoved ? error.asServiceError(topic) : error;
        this.#leaders.delete(topic);
        await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
        await this.#cluster.refreshMetadata().catch(() => undefined);
      }
    }
  }

  /** Asks one broker, once; `where` names in an error what for. */
  askBroker<T>(nodeId: number, where: string, purpose: Purpose, question: (broker: Broker) => Promise<T>): Promise<T> {
    return this.#guard(where, async () => {
      const broker = await this.#cluster.findBroker({ nodeId });
      await this.#connected(broker, purpose);
      return question(broker);
    });
  }

  /** kafkajs opens a socket for each of several requests that find none open; here they await one connection. */
  async #connected({ connectionPool }: Broker, purpose: Purpose): Promise<void> {
    const connecting = this.#connecting[purpose];
    let connection = connecting.get(connectionPool);
    if (connection === undefined) {
      connection = connectionPool.getConnection(NUMBERS[purpose]).finally(() => connecting.delete(connectionPool));
      connecting.set(connectionPool, connection);
    }
    await connection;
  }

  async #guard<T>(where: string, call: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new InterruptedError('The connection to Kafka was closed meanwhile', { where });
    try {
      return await call();
    } catch (error) {
      throw kafkaError(error, where);
    }
  }
}
