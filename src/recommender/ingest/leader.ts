import type { Kafka } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { MultiTail } from '../../clients/kafka/multi-tail.ts';
import type { DecoderOf } from '../../clients/kafka/records.ts';
import { TopicWriter } from '../../clients/kafka/writer.ts';
import type { Progress } from '../log/progress.ts';
import { deadLetterTopic, logTopic, type RecommenderSpec } from '../spec.ts';
import { Ingest } from './ingest.ts';
import { sourceStarts } from './sources.ts';

export interface LeaderOptions {
  readonly name: string;
  readonly spec: RecommenderSpec;
  readonly kafka: Kafka;
  /** A connection of its own: its fetches wait for events. */
  readonly sources: RawKafka;
  /** How its records become JSON. */
  readonly decoderOf: DecoderOf;
  readonly clock: Clock;
  readonly learned: LearnedLog;
}

/** How far this instance has learned the log. */
interface LearnedLog {
  readonly progress: Progress;
  /** Resolves when the log has been learned up to `offset`, or when `signal` aborts. */
  reaches(offset: number, signal: AbortSignal): Promise<void>;
}

/** The work of the instance that leads: it alone writes the log. */
export class Leader {
  readonly #options: LeaderOptions;
  #ingest: Ingest | undefined;

  constructor(options: LeaderOptions) {
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
    const { name, spec, kafka, sources, decoderOf, clock, learned } = this.#options;
    const writers: TopicWriter[] = [];
    const open = async (topic: string) => {
      const writer = await TopicWriter.open(kafka, topic, (await sources.partitions(topic))?.length ?? 1);
      writers.push(writer);
      return writer;
    };
    try {
      const targets = { log: await open(logTopic(name)), deadLetters: await open(deadLetterTopic(spec)) };
      const { end } = await sources.bounds(logTopic(name), 0);
      await learned.reaches(end, signal);
      if (signal.aborted) return;
      const look = (written: ReadonlyMap<string, number>) => {
        const { covered, topics } = learned.progress;
        return sourceStarts(sources, spec.from, name, { covered: new Map([...covered, ...written]), topics });
      };
      this.#ingest = new Ingest(spec, new MultiTail(sources, decoderOf), look, targets);
      await this.#ingest.run({ clock, signal });
    } finally {
      this.#ingest = undefined;
      await Promise.all(writers.map((writer) => writer.close()));
    }
  }
}
