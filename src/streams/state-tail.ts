import { committedRecords } from '../clients/kafka/committed.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';
import { type FoundState, StateChunks } from './stored-state.ts';

/** The states in a state topic for who looks again and again: each look reads only what came since the one before. */
export class StateTail {
  readonly #topic: string;
  #id = '';
  #chunks = new StateChunks();
  #position = 0;

  constructor(topic: string) {
    this.#topic = topic;
  }

  /** The states as they are now; none where the topic does not exist. One look must end before the next begins. */
  async states(kafka: KafkaReader): Promise<readonly FoundState[]> {
    const id = (await kafka.topicIds([this.#topic])).get(this.#topic) ?? '';
    if (id !== this.#id) {
      this.#id = id;
      this.#chunks = new StateChunks();
      this.#position = 0;
    }
    if (id === '') return [];
    const { start, end } = await kafka.bounds(this.#topic, 0);
    const from = Math.max(start, this.#position);
    for await (const record of committedRecords(kafka, this.#topic, 0, { from, to: end })) {
      this.#chunks.add(record);
      this.#position = record.offset + 1;
    }
    this.#position = end;
    return this.#chunks.states();
  }
}
