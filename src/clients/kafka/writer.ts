import kafkajs, { type IHeaders, type Kafka, type Message, type Producer } from 'kafkajs';
import { kafkaError } from './errors.ts';
import { noValue } from './kafkajs-internals.ts';

type HeaderValue = Buffer | string | undefined;

/** Headers by name, several of one name as a list; one without a value is undefined. */
export type OutgoingHeaders = Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;

export interface OutgoingRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: OutgoingHeaders;
  /** Milliseconds since 1970; their digits where a double does not hold them. */
  readonly timestamp?: number | string;
  /** Where it goes; without it the key decides. */
  readonly partition?: number;
}

/** As kafkajs takes them. */
const sent = (headers: OutgoingHeaders): IHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().map((one) => one ?? noValue)]),
  );

/** kafkajs makes one batch of what it is given at once, and brokers take batches of 1 MB. */
const BATCH_BYTES = 900_000;
const RECORD_OVERHEAD = 64;

function* parts(records: readonly OutgoingRecord[]): Generator<readonly OutgoingRecord[]> {
  let part: OutgoingRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = (record.key?.length ?? 0) + (record.value?.length ?? 0) + RECORD_OVERHEAD;
    if (part.length > 0 && bytes + size > BATCH_BYTES) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(record);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

/**
 * Writes records to one topic, acknowledged by all in-sync replicas, in order per partition, no record twice. kafkajs
 * chooses a partition anew at each retry, which would double records without a key: they get theirs here, in turn.
 */
export class TopicWriter {
  readonly #producer: Producer;
  readonly #topic: string;
  readonly #partitions: number;
  #next = 0;

  private constructor(producer: Producer, topic: string, partitions: number) {
    this.#producer = producer;
    this.#topic = topic;
    this.#partitions = partitions;
  }

  /** Connects; `partitions` is the topic's number of partitions. */
  static async open(kafka: Kafka, topic: string, partitions: number): Promise<TopicWriter> {
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    try {
      await producer.connect();
    } catch (error) {
      throw kafkaError(error, topic);
    }
    return new TopicWriter(producer, topic, partitions);
  }

  /** Resolves when all of `records` are stored. */
  async write(records: readonly OutgoingRecord[]): Promise<void> {
    for (const part of parts(records)) await this.#send(part);
  }

  async #send(records: readonly OutgoingRecord[]): Promise<void> {
    const messages = records.map((record): Message => {
      const {
        key,
        value,
        headers,
        timestamp,
        partition = key === null ? this.#next++ % this.#partitions : undefined,
      } = record;
      return {
        key,
        value,
        ...(partition !== undefined && { partition }),
        ...(headers !== undefined && { headers: sent(headers) }),
        ...(timestamp !== undefined && { timestamp: String(timestamp) }),
      };
    });
    try {
      await this.#producer.send({ topic: this.#topic, messages, acks: -1, compression: kafkajs.CompressionTypes.LZ4 });
    } catch (error) {
      throw kafkaError(error, this.#topic);
    }
  }

  async close(): Promise<void> {
    await this.#producer.disconnect();
  }
}
