import type { Consumer, KafkaConfig } from 'kafkajs';
import type { Clock } from '../../base/context.ts';
import { InterruptedError, ServiceError } from '../../base/errors.ts';
import { kafkaError } from '../../clients/kafka/errors.ts';
import { openKafka } from '../../clients/kafka/kafkajs-internals.ts';

const SESSION = 10_000;
const HEARTBEAT = 1_000;

/** Offsets to show under the lease's group, so that its lag can be seen; they decide nothing. */
export type GroupOffsets = readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];

/** What the holder gets. */
export interface Held {
  /**
   * Aborted as soon as another process may hold the lease: when it was taken away, or Kafka was out of reach too long.
   */
  readonly lost: AbortSignal;
  /** Writes the offsets down in the group. */
  commit(offsets: GroupOffsets): Promise<void>;
}

export interface LeaseOptions {
  readonly group: string;
  /** A topic; its partition 0 is what the members of the group compete for. */
  readonly topic: string;
  readonly clock: Clock;
  /** Ends it all. */
  readonly signal: AbortSignal;
  /** Told whenever another process has the lease. */
  readonly waiting?: () => void;
}

/** What a job waits for whose lease another process has. */
export const ELSEWHERE = 'another process does its work; this one takes over when that one ends';

/**
 * Runs `hold` while this process is the one member of `group` that has partition 0 of `topic`; Kafka's group
 * coordinator gives it to one member at a time, here to the one that came first. Without a heartbeat for the session of
 * 10 s the lease counts as lost, since the coordinator then gives it to the next. Waits, and starts over, until
 * `signal` aborts.
 */
export async function holdLease(
  config: KafkaConfig,
  options: LeaseOptions,
  hold: (held: Held) => Promise<void>,
): Promise<void> {
  const { clock, signal } = options;
  while (!signal.aborted) {
    const member = new Member(config, options);
    try {
      await member.join();
      while (!signal.aborted && !member.crashed) {
        if (member.holds()) await hold(await member.take());
        await clock.sleep(200, signal);
      }
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
    } finally {
      await member.leave();
    }
  }
}

class Member {
  readonly #consumer: Consumer;
  readonly #options: LeaseOptions;
  #assigned = false;
  #alive = 0;
  #lost = new AbortController();
  crashed = false;

  constructor(config: KafkaConfig, options: LeaseOptions) {
    this.#options = options;
    // The coordinator names members after their client id and kafkajs deals partitions in the order of these names.
    const clientId = `pipeline-${options.clock.now()}`;
    this.#consumer = openKafka({ ...config, clientId }).consumer({
      groupId: options.group,
      sessionTimeout: SESSION,
      heartbeatInterval: HEARTBEAT,
      rebalanceTimeout: 2 * SESSION,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      // A crashed member is replaced by a new one; kafkajs would start it again beside that one, and it, being older,
      // got the lease.
      retry: { ...config.retry, restartOnFailure: async () => false },
    });
    const { GROUP_JOIN, HEARTBEAT: beat, CRASH } = this.#consumer.events;
    this.#consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#alive = options.clock.now();
      this.#assigned = payload.memberAssignment[options.topic]?.includes(0) === true;
      if (this.#assigned) return;
      this.#lose();
      options.waiting?.();
    });
    this.#consumer.on(beat, () => {
      this.#alive = options.clock.now();
    });
    this.#consumer.on(CRASH, () => {
      this.crashed = true;
      this.#lose();
    });
  }

  async join(): Promise<void> {
    const { topic } = this.#options;
    try {
      await this.#consumer.connect();
      await this.#consumer.subscribe({ topics: [topic] });
      const running = this.#consumer.run({ autoCommit: false, eachBatch: async () => {} });
      // Members only compete for the partition; whoever reads it reads it without the group.
      this.#consumer.pause([{ topic }]);
      await running;
    } catch (error) {
      throw kafkaError(error, topic);
    }
  }

  holds(): boolean {
    return this.#assigned && this.#options.clock.now() - this.#alive < SESSION;
  }

  async take(): Promise<Held> {
    this.#lost = new AbortController();
    const { signal } = this.#options;
    const lost = AbortSignal.any([this.#lost.signal, signal]);
    const watch = setInterval(() => {
      // A heartbeat that is answered later proves that it was never given away: `holds` then says so again.
      if (!this.holds()) this.#lost.abort();
    }, HEARTBEAT / 4);
    lost.addEventListener('abort', () => clearInterval(watch));
    return { lost, commit: (offsets) => this.#commit(offsets) };
  }

  async leave(): Promise<void> {
    this.#lose();
    await this.#consumer.disconnect();
  }

  #lose(): void {
    this.#assigned = false;
    this.#lost.abort();
  }

  async #commit(offsets: GroupOffsets): Promise<void> {
    try {
      await this.#consumer.commitOffsets(offsets.map((entry) => ({ ...entry, offset: String(entry.offset) })));
    } catch (error) {
      const { group } = this.#options;
      throw new ServiceError('The offsets could not be written down in the group', { where: group, cause: error });
    }
  }
}
