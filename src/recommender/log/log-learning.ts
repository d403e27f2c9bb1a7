import { setImmediate as otherWork } from 'node:timers/promises';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { PartitionTail } from '../../clients/kafka/tail.ts';
import type { Learner } from './learner.ts';
import { unpackLogRecord } from './log-codec.ts';

/** Feeds the log to a learner, from where it stands. */
export class LogLearning {
  readonly learner: Learner;
  readonly #tail: PartitionTail;
  readonly #learned: (user: number) => void;
  #end = 0;
  #still: Promise<unknown> = Promise.resolve();

  /** `start`: first offset of the log. `learned` is told the number of every user who has a new event. */
  constructor(kafka: RawKafka, topic: string, learner: Learner, start: number, learned: (user: number) => void) {
    this.learner = learner;
    this.#tail = new PartitionTail(kafka, topic, 0, Math.max(start, learner.progress.applied));
    this.#learned = learned;
  }

  /** Records of the log that were there at the last look and are not learned. */
  get lag(): number {
    return Math.max(0, this.#end - this.learner.progress.applied);
  }

  /** Does `work` while nothing is learned. */
  still<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#still.then(work);
    this.#still = done.catch(() => {});
    return done;
  }

  /** Learns what is there, waiting up to `wait` ms for something new. */
  async step(wait: number): Promise<void> {
    const chunk = await this.#tail.poll(wait);
    this.#end = chunk.end;
    for (const { offset, value } of chunk.records) {
      await this.#still;
      this.learner.apply(offset, unpackLogRecord(value), this.#learned);
      // A fetch may hold seconds of learning, and heartbeats must go out in between.
      await otherWork();
    }
    this.learner.skipTo(chunk.to);
  }
}
