import { isRecord } from '../base/values.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { latestValues } from '../clients/kafka/latest.ts';
import type { TopicWriter } from '../clients/kafka/writer.ts';
import { stateTopicOf } from '../streams/names.ts';

/** Up to where the alerts of a topic were told in a channel. */
interface Position {
  readonly channel: string;
  readonly topic: string;
  /** Kafka's id of the topic: one that was created again has another. */
  readonly topicId: string;
  /** Next offset. */
  readonly offset: number;
}

const isPosition = (value: unknown): value is Position =>
  isRecord(value) &&
  ['channel', 'topic', 'topicId'].every((name) => typeof value[name] === 'string') &&
  Number.isSafeInteger(value.offset);

/** How far a job has told each topic in each channel, kept in its compacted topic. */
export class Positions {
  readonly #writer: TopicWriter;
  readonly #known: readonly Position[];

  private constructor(writer: TopicWriter, known: readonly Position[]) {
    this.#writer = writer;
    this.#known = known;
  }

  static async read(kafka: RawKafka, job: string, writer: TopicWriter): Promise<Positions> {
    return new Positions(writer, await latestValues(kafka, stateTopicOf(job), isPosition));
  }

  /** Where to go on; undefined where nothing was told yet. */
  of(channel: string, topic: string, topicId: string): number | undefined {
    return this.#known.find((one) => one.channel === channel && one.topic === topic && one.topicId === topicId)?.offset;
  }

  /** Everything before `offset` was told. */
  async told(position: Position): Promise<void> {
    const key = Buffer.from(`${position.channel}/${position.topic}`);
    await this.#writer.write([{ key, value: Buffer.from(JSON.stringify(position)) }]);
  }
}
