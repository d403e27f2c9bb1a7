import { type FoundAlert, foundAlert } from '../alerts/found-alerts.ts';
import type { Context } from '../base/context.ts';
import { ServiceError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { PartitionTail } from '../clients/kafka/tail.ts';
import { Limiter } from './limiter.ts';
import { postOf, summaryOf } from './message.ts';
import type { Positions } from './positions.ts';
import type { Poster } from './poster.ts';
import { type Channel, topicsOf } from './spec.ts';

const WAIT = 200;

/** An alert and where it stands in its topic of alerts. */
interface Placed {
  readonly alert: FoundAlert;
  readonly tail: PartitionTail;
  /** Next offset. */
  readonly next: number;
}

interface ChannelOptions {
  readonly pipeline: string;
  readonly channel: Channel;
  /** A connection of its own: its fetches wait for alerts. */
  readonly kafka: RawKafka;
  readonly positions: Positions;
  readonly poster: Poster;
}

/** Tells the alerts of one channel, each at least once, in the order of their topics. */
export class ChannelWork {
  readonly #options: ChannelOptions;
  readonly #limiter: Limiter<Placed>;
  readonly #ids = new Map<string, string>();
  /** Alerts that were told, alone or in a summary; and what the address refused for good. */
  told = 0;
  refused = 0;

  constructor(options: ChannelOptions) {
    this.#options = options;
    this.#limiter = new Limiter(options.channel.atMost);
  }

  /** Alerts that wait for their summary. */
  get held(): number {
    return this.#limiter.holding;
  }

  /** Until `signal` aborts. Errors of Kafka pass: what was written down says where to go on. */
  async run({ clock, signal }: Pick<Context, 'clock' | 'signal'>): Promise<void> {
    const tails = await this.#open();
    while (!signal.aborted) {
      for (const tail of tails) {
        for (const one of await this.#next(tail)) {
          if (signal.aborted) return;
          if (this.#limiter.admits(one, clock.now())) await this.#tell([one]);
        }
      }
      const due = this.#limiter.due(clock.now());
      if (due.length > 0) await this.#tell(due);
    }
  }

  async #open(): Promise<PartitionTail[]> {
    const { channel, kafka, positions } = this.#options;
    const ids = await kafka.topicIds(topicsOf(channel));
    return Promise.all(
      topicsOf(channel).map(async (topic) => {
        const id = ids.get(topic);
        if (id === undefined) throw new ServiceError('The topic of alerts does not exist yet', { where: topic });
        this.#ids.set(topic, id);
        const { start } = await kafka.bounds(topic, 0);
        return new PartitionTail(kafka, topic, 0, Math.max(start, positions.of(channel.name, topic, id) ?? start));
      }),
    );
  }

  async #next(tail: PartitionTail): Promise<Placed[]> {
    const { rules } = this.#options.channel;
    const { records } = await tail.poll(WAIT);
    return records.flatMap(({ key, value, offset }) => {
      const alert = value === null ? undefined : foundAlert(key, value);
      const isMine = rules.some(({ name, to }) => name === alert?.rule && to === tail.topic);
      return alert === undefined || !isMine ? [] : [{ alert, tail, next: offset + 1 }];
    });
  }

  /** Posts one alert or a summary, and writes down how far that was. */
  async #tell(some: readonly Placed[]): Promise<void> {
    const { pipeline, channel, poster, positions } = this.#options;
    const [first] = some;
    if (first === undefined) return;
    const alerts = some.map(({ alert }) => alert);
    const outcome = await poster.post(some.length === 1 ? postOf(pipeline, first.alert) : summaryOf(pipeline, alerts));
    if (outcome === undefined) return;
    if (outcome === 'taken') this.told += some.length;
    else this.refused += some.length;
    for (const [{ topic }, own] of Map.groupBy(some, ({ tail }) => tail)) {
      const offset = own.at(-1)?.next ?? 0;
      await positions.told({ channel: channel.name, topic, topicId: this.#ids.get(topic) ?? '', offset });
    }
  }
}
