import type { KafkaConfig } from 'kafkajs';
import { ServiceError } from '../../base/errors.ts';
import { kafkaErrorType } from './errors.ts';
import { decodeFetch, decodeFetches, type Fetched, type PartitionFetched } from './fetch-response.ts';
import { fetchRequest } from './kafkajs-internals.ts';
import { LeaderMoved, MOVED } from './leader-moved.ts';
import { logSizesRequest, logSizesResponse } from './log-sizes.ts';
import { PartitionLeaders } from './partition-leaders.ts';
import { topicIdsRequest, topicIdsResponse } from './topic-ids.ts';

const READ_COMMITTED = 1;
const EARLIEST = -2;
const LATEST = -1;
export const OFFSET_OUT_OF_RANGE = 1;
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

/** A Fetch with isolation read_committed, as a connection of kafkajs sends it. */
function fetchCall<T>(positions: readonly Position[], maxBytes: number, wait: number, decode: (payload: Buffer) => T) {
  const topics = Map.groupBy(positions, ({ topic }) => topic);
  return {
    request: fetchRequest({
      replicaId: -1,
      maxWaitTime: wait,
      minBytes: 1,
      maxBytes: FETCH_BYTES,
      isolationLevel: READ_COMMITTED,
      topics: [...topics].map(([topic, entries]) => ({
        topic,
        partitions: entries.map(({ partition, offset }) => ({ partition, fetchOffset: offset, maxBytes })),
      })),
    }),
    response: {
      decode: async (payload: Buffer) => ({ result: decode(payload), clientSideThrottleTime: 0 }),
      parse: async (decoded: { readonly result: T }) => decoded.result,
    },
    logResponseError: false,
  };
}

/**
 * Fetches record batches as the broker stores them, over kafkajs's connections (TLS, SASL, retries), past kafkajs's own
 * decoding: its transactional filter is no witness. Errors: UnreachableError, ServiceError.
 */
export class RawKafka {
  readonly #leaders: PartitionLeaders;
  readonly #fetchBytes: number;

  /** `fetchBytes`: of one partition in one fetch, at most; a larger batch comes whole. */
  constructor(config: KafkaConfig, { fetchBytes = FETCH_BYTES }: { readonly fetchBytes?: number } = {}) {
    this.#leaders = new PartitionLeaders(config);
    this.#fetchBytes = fetchBytes;
  }

  /** Leaves nothing open when it fails. */
  connect(): Promise<void> {
    return this.#leaders.connect();
  }

  /** Whoever still asks then gets an InterruptedError. */
  close(): Promise<void> {
    return this.#leaders.close();
  }

  /** Partition numbers of `topic`, ascending; undefined when there is no such topic. */
  async partitions(topic: string): Promise<readonly number[] | undefined> {
    try {
      return [...(await this.#leaders.of(topic)).keys()].sort((a, b) => a - b);
    } catch (error) {
      const cause = error instanceof ServiceError ? error.cause : error;
      if (kafkaErrorType(cause) === 'UNKNOWN_TOPIC_OR_PARTITION') return undefined;
      throw error;
    }
  }

  /** The broker that leads the partition; undefined where it has none. */
  async leader(topic: string, partition: number): Promise<number | undefined> {
    return (await this.#leaders.of(topic)).get(partition);
  }

  /** Asks for the topic's leaders and partitions again when they are needed next. */
  forgetLeaders(topic: string): Promise<void> {
    return this.#leaders.forget(topic);
  }

  /** Kafka's ids of these topics, where they exist: a topic that was deleted and created again has another. */
  async topicIds(topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
    for (const topic of topics) {
      const [partition] = (await this.partitions(topic)) ?? [];
      if (partition === undefined) continue;
      // Any broker knows the ids of all topics.
      return this.#leaders.ask(topic, partition, 'asking', ({ connectionPool }) =>
        connectionPool.send({ request: topicIdsRequest(topics), response: topicIdsResponse }),
      );
    }
    return new Map();
  }

  /** Bytes that each partition of `topic` takes on its leader's disk; none where the broker may not tell. */
  async logSizes(topic: string): Promise<ReadonlyMap<number, number>> {
    const byLeader = Map.groupBy(await this.#leaders.of(topic), ([, leader]) => leader);
    const told = await Promise.all(
      [...byLeader].map(([leader, entries]) => {
        const request = logSizesRequest(
          topic,
          entries.map(([partition]) => partition),
        );
        return this.#leaders.askBroker(leader, topic, 'asking', ({ connectionPool }) =>
          connectionPool.send({ request, response: logSizesResponse }),
        );
      }),
    );
    return new Map(told.flatMap((sizes) => [...sizes]));
  }

  /** Log start and last stable offset of one partition. */
  async bounds(topic: string, partition: number): Promise<Bounds> {
    const [start, end] = await Promise.all([
      this.#offset(topic, partition, EARLIEST),
      this.#offset(topic, partition, LATEST),
    ]);
    return { start, end };
  }

  /** Offset of the first record that is not older than `time`, milliseconds since 1970; `end` where there is none. */
  async offsetAt(topic: string, partition: number, time: number, end: number): Promise<number> {
    const offset = await this.#offset(topic, partition, time);
    return offset < 0 ? end : Math.min(offset, end);
  }

  #offset(topic: string, partition: number, timestamp: number): Promise<number> {
    return this.#leaders.ask(topic, partition, 'asking', async (broker) => {
      const { responses } = await broker.listOffsets({
        isolationLevel: READ_COMMITTED,
        topics: [{ topic, partitions: [{ partition, timestamp }] }],
      });
      return Number(responses[0]?.partitions[0]?.offset ?? 0);
    });
  }

  /** One Fetch with isolation read_committed at `offset`; follows the partition when its leader moves. */
  fetch(topic: string, partition: number, offset: number, wait = 500): Promise<Fetched> {
    const where = `${topic}-${partition}`;
    return this.#leaders.ask(topic, partition, 'fetching', async ({ connectionPool }) => {
      const call = fetchCall([{ topic, partition, offset }], this.#fetchBytes, wait, decodeFetch);
      const fetched = await connectionPool.send(call);
      if (MOVED.has(fetched.error)) throw new LeaderMoved(fetched.error);
      if (fetched.error === OFFSET_OUT_OF_RANGE) {
        throw new ServiceError(`Offset ${offset} is not in the topic (any more)`, {
          where,
          hint: 'Retention removed it, or the topic was recreated.',
        });
      }
      if (fetched.error !== 0) throw new ServiceError(`Kafka refused the read with error ${fetched.error}`, { where });
      return fetched;
    });
  }

  /**
   * One Fetch with isolation read_committed of several partitions that `leader` leads. Each brings its own error: those
   * of partitions that moved are among them, `forgetLeaders` then lets the next question find the new leader.
   */
  fetchFrom(leader: number, positions: readonly Position[], wait: number): Promise<PartitionFetched[]> {
    const where = [...new Set(positions.map(({ topic }) => topic))].join(', ');
    const call = fetchCall(positions, SHARED_FETCH_BYTES, wait, decodeFetches);
    return this.#leaders.askBroker(leader, where, 'fetching', ({ connectionPool }) => connectionPool.send(call));
  }
}
