import kafkajs, { type Kafka, type Message, type Producer } from 'kafkajs';
import { kafkaError } from './errors.ts';

export interface OutgoingRecord {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, Buffer | string>>;
  readonly timestamp?: number;
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
    if (records.length === 0) return;
    const messages = records.map((record): Message => {
      const { key, value, headers, timestamp } = record;
      return {
        key,
        value,
        ...(key === null && { partition: this.#next++ % this.#partitions }),
        ...(headers !== undefined && { headers: { ...headers } }),
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
