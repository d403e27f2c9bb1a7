import { foundAlert } from '../alerts/found-alerts.ts';
import { ServiceError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { PartitionTail } from '../clients/kafka/tail.ts';
import { postOf } from './message.ts';
import type { Notice, NoticeSource } from './notice.ts';
import type { Positions } from './positions.ts';
import { type Channel, topicsOf } from './spec.ts';

const WAIT = 200;

interface AlertSourceOptions {
  readonly pipeline: string;
  readonly channel: Channel;
  /** A connection of its own: its fetches wait for alerts. */
  readonly kafka: RawKafka;
  readonly positions: Positions;
}

/** The alerts of a channel's rules in one of their topics, in its order. */
export class AlertSource implements NoticeSource {
  readonly waits = true;
  readonly #options: AlertSourceOptions;
  readonly #tail: PartitionTail;
  readonly #topicId: string;

  private constructor(options: AlertSourceOptions, tail: PartitionTail, topicId: string) {
    this.#options = options;
    this.#tail = tail;
    this.#topicId = topicId;
  }

  /** One for each topic of the channel's rules. */
  static async all(options: AlertSourceOptions): Promise<readonly AlertSource[]> {
    const { channel, kafka, positions } = options;
    const topics = topicsOf(channel);
    const ids = await kafka.topicIds(topics);
    return Promise.all(
      topics.map(async (topic) => {
        const id = ids.get(topic);
        if (id === undefined) throw new ServiceError('The topic of alerts does not exist yet', { where: topic });
        const { start } = await kafka.bounds(topic, 0);
        const from = Math.max(start, positions.of(channel.name, topic, id) ?? start);
        return new AlertSource(options, new PartitionTail(kafka, topic, 0, from), id);
      }),
    );
  }

  async next(): Promise<readonly Notice[]> {
    const { pipeline, channel } = this.#options;
    const { records } = await this.#tail.poll(WAIT);
    return records.flatMap(({ key, value, offset }) => {
      const alert = value === null ? undefined : foundAlert(key, value);
      const isMine = channel.rules.some(({ name, to }) => name === alert?.rule && to === this.#tail.topic);
      if (alert === undefined || !isMine) return [];
      const { rule, time } = alert;
      return [{ name: rule, time, post: postOf(pipeline, alert), source: this, place: offset + 1 }];
    });
  }

  async told(places: readonly number[]): Promise<void> {
    const { channel, positions } = this.#options;
    const offset = Math.max(...places);
    await positions.told({ channel: channel.name, topic: this.#tail.topic, topicId: this.#topicId, offset });
  }
}
