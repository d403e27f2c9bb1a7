import type { Kafka } from 'kafkajs';
import { ServiceError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { TopicWriter } from '../clients/kafka/writer.ts';
import type { Output } from './fold.ts';

/** Writes records to whatever topics they name. */
export class Outputs {
  readonly #kafka: Kafka;
  readonly #asking: RawKafka;
  readonly #writers = new Map<string, TopicWriter>();
  #begun: Promise<void> = Promise.resolve();

  constructor(kafka: Kafka, asking: RawKafka) {
    this.#kafka = kafka;
    this.#asking = asking;
  }

  /** Resolves when all are stored. Throws ServiceError where a topic does not exist. */
  async write(outputs: readonly Output[]): Promise<void> {
    for (const [topic, some] of Map.groupBy(outputs, (output) => output.topic)) {
      await (await this.#writerOf(topic)).write(some);
    }
  }

  /** Resolves when what was begun before is stored, and begins with these. Throws what the former failed with. */
  async begin(outputs: readonly Output[]): Promise<void> {
    await this.#begun;
    this.#begun = this.write(outputs);
    this.#begun.catch(() => {});
  }

  /** Resolves when all that has begun until now is stored. Throws as `write` does. */
  begun(): Promise<void> {
    return this.#begun;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#writers.values()].map((writer) => writer.close()));
  }

  async #writerOf(topic: string): Promise<TopicWriter> {
    const known = this.#writers.get(topic);
    if (known !== undefined) return known;
    const partitions = await this.#asking.partitions(topic);
    if (partitions === undefined) throw new ServiceError('The topic does not exist', { where: topic });
    const writer = await TopicWriter.open(this.#kafka, topic, partitions.length);
    this.#writers.set(topic, writer);
    return writer;
  }
}
