import { setImmediate as otherWork } from 'node:timers/promises';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { PartitionTail } from '../../clients/kafka/tail.ts';
import { unpackLogRecord } from '../log/log-codec.ts';
import type { ChangedUsers } from './changed-users.ts';
import type { Learner } from './learner.ts';

/** Feeds the log to a learner, from where it stands. */
export class LogLearning {
  readonly learner: Learner;
  /** Users who have new events, were forgotten or given up. */
  readonly changed: ChangedUsers;
  readonly #tail: PartitionTail;
  #end = 0;
  #pause: Promise<unknown> = Promise.resolve();

  /** `start`: first offset of the log. */
  constructor(kafka: RawKafka, topic: string, learner: Learner, start: number, changed: ChangedUsers) {
    this.learner = learner;
    this.changed = changed;
    this.#tail = new PartitionTail(kafka, topic, 0, Math.max(start, learner.progress.applied));
  }

  /** Records of the log that were there at the last look and are not learned. */
  get lag(): number {
    return Math.max(0, this.#end - this.learner.progress.applied);
  }

  /** Does `work` while nothing is learned. */
  whilePaused<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#pause.then(work);
    this.#pause = done.catch(() => {});
    return done;
  }

  /** Learns what is there, waiting up to `wait` ms for something new. */
  async step(wait: number): Promise<void> {
    const chunk = await this.#tail.poll(wait);
    this.#end = chunk.end;
    for (const { offset, value } of chunk.records) {
      await this.#pause;
      this.learner.apply(offset, unpackLogRecord(value), (user) => this.changed.add(user));
      // A fetch may hold seconds of learning, and heartbeats must go out in between.
      await otherWork();
    }
    this.learner.skipTo(chunk.to);
  }
}
