import type { KafkaConfig } from 'kafkajs';
import type { Clock } from '../base/context.ts';
import { RawKafka } from '../clients/kafka/fetch.ts';
import type { TopicWriter } from '../clients/kafka/writer.ts';
import { AlertSource } from './alert-source.ts';
import { ChannelWork } from './channel.ts';
import { HealthSource } from './health/health-source.ts';
import type { Watch } from './health/watch.ts';
import { Positions } from './positions.ts';
import { Poster } from './poster.ts';
import type { Channel } from './spec.ts';

export interface StationOptions {
  /** The job. */
  readonly name: string;
  readonly pipeline: string;
  readonly channel: Channel;
  /** Where its posts go; a secret. */
  readonly address: string;
  readonly config: KafkaConfig;
  /** Writes down what was told. */
  readonly writer: TopicWriter;
  readonly watch: Watch;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

/** One channel at work, with a connection of its own, so that none waits for another. */
export class Station {
  /** Why its posts are not taken now. */
  trouble: string | undefined;
  work: ChannelWork | undefined;
  health: HealthSource | undefined;
  readonly #options: StationOptions;

  constructor(options: StationOptions) {
    this.#options = options;
  }

  /** Until `signal` aborts. Errors of Kafka pass. */
  async run(signal: AbortSignal): Promise<void> {
    const { name, pipeline, channel, address, config, writer, watch, clock } = this.#options;
    const kafka = new RawKafka(config);
    try {
      await kafka.connect();
      const positions = await Positions.read(kafka, name, writer);
      const poster = new Poster(address, { clock, signal }, (reason) => this.#tell(reason));
      const alerts = await AlertSource.all({ pipeline, channel, kafka, positions });
      if (channel.on !== undefined) {
        this.health = await HealthSource.open(kafka, name, { pipeline, channel, watch, writer });
      }
      const sources = [...alerts, ...(this.health === undefined ? [] : [this.health])];
      this.work = new ChannelWork({ pipeline, channel, sources, poster });
      await this.work.run({ clock, signal });
    } finally {
      await kafka.close();
    }
  }

  /** The channel's name before what is said of it. */
  get told(): string | undefined {
    return this.trouble === undefined ? undefined : `${this.#options.channel.name}: ${this.trouble}`;
  }

  #tell(reason: string | undefined): void {
    const isNew = reason !== undefined && reason !== this.trouble;
    this.trouble = reason;
    if (isNew) this.#options.log(`${this.told}; trying again`);
  }
}
