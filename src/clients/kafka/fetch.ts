import type { KafkaConfig } from 'kafkajs';
import Cluster, { type Broker, type ConnectionPool } from 'kafkajs/src/cluster/index.js';
import loggers from 'kafkajs/src/loggers/index.js';
import socketFactory from 'kafkajs/src/network/socketFactory.js';
import fetchRequest from 'kafkajs/src/protocol/requests/fetch/v10/request.js';
import { InterruptedError, ServiceError, UnreachableError } from '../../base/errors.ts';
import { kafkaError, kafkaErrorType } from './errors.ts';
import { decodeFetch, decodeFetches, type Fetched, type PartitionFetched } from './fetch-response.ts';
import { topicIdsRequest, topicIdsResponse } from './topic-ids.ts';
import './kafkajs-request-queue.ts';

/** kafkajs's numbers of its two connections to a broker. */
const ASKING = 0;
const FETCHING = 1;
const READ_COMMITTED = 1;
const EARLIEST = -2;
const LATEST = -1;
export const OFFSET_OUT_OF_RANGE = 1;
/** Errors after which another broker leads the partition, or soon will. */
export const MOVED: ReadonlySet<number> = new Set([3, 5, 6, 7, 9, 74, 75, 76]);
const ATTEMPTS = 6;
const FETCH_BYTES = 8 * 1024 * 1024;
/** Of each partition, where one fetch asks for several. */
const SHARED_FETCH_BYTES = 1024 * 1024;

/** Offsets that exist and are decided: `[start, end)`; `end` is the last stable offset. */
export interface Bounds {
  readonly start: number;
  readonly end: number;
}

/** The next offset to read of a partition. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/**
 * Fetches record batches as the broker stores them, over kafkajs's connections (TLS, SASL, retries), past kafkajs's own
 * decoding: its transactional filter is no witness. Errors: UnreachableError, ServiceError.
 */
export class RawKafka {
  private readonly cluster: Cluster;
  private readonly leaders = new Map<string, ReadonlyMap<number, number>>();
  private closed = false;
  private readonly connecting = {
    [ASKING]: new WeakMap<ConnectionPool, Promise<unknown>>(),
    [FETCHING]: new WeakMap<ConnectionPool, Promise<unknown>>(),
  };

  constructor(config: KafkaConfig) {
    const logger = loggers.createLogger({ level: loggers.LEVELS.NOTHING, logCreator: () => () => {} });
    this.cluster = new Cluster({
      connectionTimeout: 5_000,
      ...config,
      logger,
      socketFactory: socketFactory(),
      allowAutoTopicCreation: false,
    });
  }

  /** Leaves nothing open when it fails. */
  async connect(): Promise<void> {
    try {
      await this.guard('Kafka', () => this.cluster.connect());
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Whoever still asks then gets an InterruptedError: kafkajs would connect once more for it. */
  async close(): Promise<void> {
    this.closed = true;
    await this.cluster.disconnect();
  }

  /** Partition numbers of `topic`, ascending; undefined when there is no such topic. */
  async partitions(topic: string): Promise<readonly number[] | undefined> {
    try {
      return [...(await this.leadersOf(topic)).keys()].sort((a, b) => a - b);
    } catch (error) {
      const cause = error instanceof ServiceError ? error.cause : error;
      if (kafkaErrorType(cause) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
      throw error;
    }
  }

  /** Kafka's ids of these topics, where they exist: a topic that was deleted and created again has another. */
  async topicIds(topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
    for (const topic of topics) {
      const [partition] = (await this.partitions(topic)) ?? [];
      if (partition === undefined) continue;
      // Any broker knows the ids of all topics.
      return this.onLeader(topic, partition, async (broker) => {
        await this.connected(broker, ASKING);
        return broker.connectionPool.send({ request: topicIdsRequest(topics), response: topicIdsResponse });
      });
    }
    return new Map();
  }

  /** Log start and last stable offset of one partition. */
  async bounds(topic: string, partition: number): Promise<Bounds> {
    const ask = async (timestamp: number) =>
      this.onLeader(topic, partition, async (broker) => {
        await this.connected(broker, ASKING);
        const { responses } = await broker.listOffsets({
          isolationLevel: READ_COMMITTED,
          topics: [{ topic, partitions: [{ partition, timestamp }] }],
        });
        return Number(responses[0]?.partitions[0]?.offset ?? 0);
      });
    const [start, end] = await Promise.all([ask(EARLIEST), ask(LATEST)]);
    return { start, end };
  }

  /** One Fetch with isolation read_committed at `offset`; follows the partition when its leader moves. */
  async fetch(topic: string, partition: number, offset: number, wait = 500): Promise<Fetched> {
    const request = fetchRequest({
      replicaId: -1,
      maxWaitTime: wait,
      minBytes: 1,
      maxBytes: FETCH_BYTES,
      isolationLevel: READ_COMMITTED,
      topics: [{ topic, partitions: [{ partition, fetchOffset: offset, maxBytes: FETCH_BYTES }] }],
    });
    const response = {
      decode: async (payload: Buffer) => ({ result: decodeFetch(payload), clientSideThrottleTime: 0 }),
      parse: async (decoded: { readonly result: Fetched }) => decoded.result,
    };
    return this.onLeader(topic, partition, async (broker) => {
      await this.connected(broker, FETCHING);
      const fetched = await broker.connectionPool.send({ request, response, logResponseError: false });
      if (MOVED.has(fetched.error)) throw new LeaderMoved(fetched.error);
      if (fetched.error === OFFSET_OUT_OF_RANGE) {
        throw new ServiceError(`Offset ${offset} is not in the topic (any more)`, {
          where: `${topic}-${partition}`,
          hint: 'Retention removed it, or the topic was recreated.',
        });
      }
      if (fetched.error !== 0) {
        throw new ServiceError(`Kafka refused the read with error ${fetched.error}`, {
          where: `${topic}-${partition}`,
        });
      }
      return fetched;
    });
  }

  /**
   * One Fetch with isolation read_committed of several partitions that `leader` leads. Each brings its own error: those of
   * partitions that moved are among them, `forgetLeaders` then lets the next question find the new leader.
   */
  async fetchFrom(leader: number, positions: readonly Position[], wait: number): Promise<PartitionFetched[]> {
    const topics = [...new Set(positions.map(({ topic }) => topic))].map((topic) => ({
      topic,
      partitions: positions
        .filter((one) => one.topic === topic)
        .map(({ partition, offset }) => ({ partition, fetchOffset: offset, maxBytes: SHARED_FETCH_BYTES })),
    }));
    const request = fetchRequest({
      replicaId: -1,
      maxWaitTime: wait,
      minBytes: 1,
      maxBytes: FETCH_BYTES,
      isolationLevel: READ_COMMITTED,
      topics,
    });
    const response = {
      decode: async (payload: Buffer) => ({ result: decodeFetches(payload), clientSideThrottleTime: 0 }),
      parse: async (decoded: { readonly result: PartitionFetched[] }) => decoded.result,
    };
    return this.guard(topics.map(({ topic }) => topic).join(', '), async () => {
      const broker = await this.cluster.findBroker({ nodeId: leader });
      await this.connected(broker, FETCHING);
      return broker.connectionPool.send({ request, response, logResponseError: false });
    });
  }

  /** The broker that leads the partition; undefined where it has none. */
  async leader(topic: string, partition: number): Promise<number | undefined> {
    return (await this.leadersOf(topic)).get(partition);
  }

  /** Asks for the topic's leaders and partitions again when they are needed next. */
  async forgetLeaders(topic: string): Promise<void> {
    this.leaders.delete(topic);
    if (!this.closed) await this.cluster.refreshMetadata().catch(() => undefined);
  }

  /** kafkajs opens a socket for each of several requests that find none open; here they await one connection. */
  private async connected({ connectionPool }: Broker, index: typeof ASKING | typeof FETCHING): Promise<void> {
    const connecting = this.connecting[index];
    let connection = connecting.get(connectionPool);
    if (connection === undefined) {
      connection = connectionPool.getConnection(index).finally(() => connecting.delete(connectionPool));
      connecting.set(connectionPool, connection);
    }
    await connection;
  }

  private async leadersOf(topic: string): Promise<ReadonlyMap<number, number>> {
    const known = this.leaders.get(topic);
    if (known !== undefined) return known;
    const { topicMetadata } = await this.guard(topic, () => this.cluster.metadata({ topics: [topic] }));
    const metadata = topicMetadata.find((entry) => entry.topic === topic);
    const leaders = new Map(metadata?.partitionMetadata.map((entry) => [entry.partitionId, entry.leader] as const));
    this.leaders.set(topic, leaders);
    return leaders;
  }

  private async onLeader<T>(topic: string, partition: number, ask: (broker: Broker) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const nodeId = (await this.leadersOf(topic)).get(partition);
        if (nodeId === undefined) {
          throw new ServiceError(`There is no partition ${partition}`, { where: `topic ${topic}` });
        }
        return await this.guard(`${topic}-${partition}`, async () => ask(await this.cluster.findBroker({ nodeId })));
      } catch (error) {
        const passing = error instanceof LeaderMoved || error instanceof UnreachableError;
        if (!passing || this.closed || attempt === ATTEMPTS)
          throw error instanceof LeaderMoved ? error.asServiceError(topic) : error;
        this.leaders.delete(topic);
        await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
        await this.cluster.refreshMetadata().catch(() => undefined);
      }
    }
  }

  private async guard<T>(where: string, call: () => Promise<T>): Promise<T> {
    if (this.closed) throw new InterruptedError('The connection to Kafka was closed meanwhile', { where });
    try {
      return await call();
    } catch (error) {
      throw kafkaError(error, where);
    }
  }
}

class LeaderMoved extends Error {
  readonly kafkaError: number;

  constructor(kafkaError: number) {
    super(`no leader (error ${kafkaError})`);
    this.kafkaError = kafkaError;
  }

  asServiceError(topic: string): ServiceError {
    return new ServiceError(`The partition has no reachable leader (error ${this.kafkaError})`, { where: topic });
  }
}
