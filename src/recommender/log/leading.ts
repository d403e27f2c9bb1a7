import type { Kafka } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { MultiTail } from '../../clients/kafka/multi-tail.ts';
import { TopicWriter } from '../../clients/kafka/writer.ts';
import { deadLetterTopic, logTopic, type RecommenderSpec } from '../spec.ts';
import { Ingest } from './ingest.ts';
import type { Progress } from './learner.ts';
import { sourceStarts } from './sources.ts';

export interface LeadingOptions {
  readonly name: string;
  readonly spec: RecommenderSpec;
  readonly kafka: Kafka;
  /** A connection of its own: its fetches wait for events. */
  readonly sources: RawKafka;
  readonly clock: Clock;
  /** Resolves when everything that was in the log at the call has been learned. */
  caughtUp(signal: AbortSignal): Promise<void>;
  progress(): Progress;
}

/** The work of the instance that leads: it alone writes the log. */
export class Leading {
  readonly #options: LeadingOptions;
  #ingest: Ingest | undefined;

  constructor(options: LeadingOptions) {
    this.#options = options;
  }

  /** Offsets of the sources that are not in the log yet; 0 where another instance leads. */
  get lag(): number {
    return this.#ingest?.lag ?? 0;
  }

  /**
   * Writes the log until `signal` aborts: from where it covers the sources on, which is known when all that was written
   * before has been learned. Who still writes it at the same time, not knowing that it leads no more, does no harm.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { name, spec, kafka, sources, clock, caughtUp, progress } = this.#options;
    const writers: TopicWriter[] = [];
    const open = async (topic: string) => {
      const writer = await TopicWriter.open(kafka, topic, (await sources.partitions(topic))?.length ?? 1);
      writers.push(writer);
      return writer;
    };
    try {
      const targets = { log: await open(logTopic(name)), deadLetters: await open(deadLetterTopic(spec)) };
      await caughtUp(signal);
      if (signal.aborted) return;
      const look = (written: ReadonlyMap<string, number>) => {
        const { covered, topics } = progress();
        return sourceStarts(sources, spec.from, name, { covered: new Map([...covered, ...written]), topics });
      };
      this.#ingest = new Ingest(spec, new MultiTail(sources), look, targets);
      await this.#ingest.run({ clock, signal });
    } finally {
      this.#ingest = undefined;
      await Promise.all(writers.map((writer) => writer.close()));
    }
  }
}
