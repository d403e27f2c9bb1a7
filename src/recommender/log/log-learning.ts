import { setImmediate as otherWork } from 'node:timers/promises';
import type { RawKafka } from '../../kafka/fetch.ts';
import { PartitionTail } from '../../kafka/tail.ts';
import type { Learner } from './learner.ts';
import { unpackLogRecord } from './log-codec.ts';

/** Feeds the log to a learner, from where it stands. */
export class LogLearning {
  readonly #kafka: RawKafka;
  readonly #topic: string;
  readonly #learner: Learner;
  readonly #tail: PartitionTail;
  readonly #learned: (user: number) => void;

  /** `learned` is told the number of every user who has a new event. */
  constructor(kafka: RawKafka, topic: string, learner: Learner, start: number, learned: (user: number) => void) {
    this.#kafka = kafka;
    this.#topic = topic;
    this.#learner = learner;
    this.#tail = new PartitionTail(kafka, topic, 0, Math.max(start, learner.progress.applied));
    this.#learned = learned;
  }

  /** Learns what is there, waiting up to `wait` ms for something new. */
  async step(wait: number): Promise<void> {
    const chunk = await this.#tail.poll(wait);
    for (const { offset, value } of chunk.records) {
      this.#learner.apply(offset, unpackLogRecord(value), this.#learned);
      // A fetch may hold seconds of learning, and the lease's heartbeats must go out in between.
      await otherWork();
    }
    this.#learner.skipTo(chunk.to);
  }

  /** Learns all that is in the log at this moment, unless `signal` aborts. Returns how many offsets that were. */
  async catchUp(signal?: AbortSignal): Promise<number> {
    const { end } = await this.#kafka.bounds(this.#topic, 0);
    const from = this.#tail.position;
    while (this.#tail.position < end && signal?.aborted !== true) await this.step(0);
    return this.#tail.position - from;
  }

  /** Log offsets that are not learned yet. */
  async lag(): Promise<number> {
    return (await this.#kafka.bounds(this.#topic, 0)).end - this.#tail.position;
  }
}
