import { together } from '../base/together.ts';
import { RawKafka } from '../clients/kafka/fetch.ts';
import { MultiTail } from '../clients/kafka/multi-tail.ts';
import { loadPartitions } from './load-partitions.ts';
import { groupOf } from './names.ts';
import { Outputs } from './outputs.ts';
import { PartitionGroup } from './partition-group.ts';
import type { PartitionState } from './partition-state.ts';
import { type SourceTopics, waitForTopics } from './source-topics.ts';
import { StateKeeper } from './state-keeper.ts';
import type { Place } from './stored-state.ts';
import type { StreamOptions } from './stream-options.ts';

const WAIT = 250;
const LOOK_INTERVAL = 5_000;

/** One life of a job: takes part in its group, folds what it is given, until it is told to end or fails. */
export async function runSession<State>(options: StreamOptions<State>): Promise<void> {
  const connections = [new RawKafka(options.config), new RawKafka(options.config)] as const;
  const [asking, tailing] = connections;
  const outputs = new Outputs(options.kafka, asking);
  try {
    await Promise.all(connections.map((each) => each.connect()));
    const topics = await waitForTopics(asking, options);
    if (topics === undefined) return;
    const session = new Session(options, topics, asking, new MultiTail(tailing, options.decoderOf), outputs);
    await session.run();
  } finally {
    await Promise.all([...connections, outputs].map((each) => each.close()));
  }
}

class Session<State> {
  readonly #options: StreamOptions<State>;
  readonly #topics: SourceTopics;
  readonly #kafka: RawKafka;
  readonly #tail: MultiTail;
  readonly #outputs: Outputs;
  readonly #group: PartitionGroup;
  readonly #keeper: StateKeeper<State>;
  #taken: readonly Place[] = [];
  #held: PartitionState<State>[] = [];

  constructor(options: StreamOptions<State>, topics: SourceTopics, kafka: RawKafka, tail: MultiTail, outputs: Outputs) {
    const { name, config, clock } = options;
    this.#options = options;
    this.#topics = topics;
    this.#kafka = kafka;
    this.#tail = tail;
    this.#outputs = outputs;
    this.#group = new PartitionGroup(config, { group: groupOf(name), places: topics.places, clock });
    this.#keeper = new StateKeeper(options, { topics, kafka, outputs, group: this.#group });
  }

  async run(): Promise<void> {
    const folded = new AbortController();
    await together(folded.signal, (start) =>
      Promise.all([
        start((signal) => this.#group.run(signal)),
        start((signal) => this.#look(signal)),
        start(async (signal) => {
          await this.#fold(AbortSignal.any([signal, this.#options.signal])).finally(() => this.#keeper.settled());
          if (!signal.aborted) await this.#keeper.all(this.#held);
          folded.abort();
        }),
      ]),
    );
  }

  async #fold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#group.given !== this.#taken) await this.#take();
      if (this.#held.length === 0) await this.#options.clock.sleep(WAIT, signal).catch(() => {});
      else await this.#step();
      this.#keeper.next(this.#held);
    }
  }

  /** Also while nothing comes: a topic that was created again must not be waited on for ever. */
  async #look(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#topics.check(this.#kafka);
      this.#report();
      await this.#options.clock.sleep(LOOK_INTERVAL, signal).catch(() => {});
    }
  }

  /**
   * Writes what a look led to while the next one waits for records. What was written twice is the same: outputs come
   * before the state that covers them.
   */
  async #step(): Promise<void> {
    const chunks = await this.#tail.poll(this.#held, WAIT);
    const outputs = chunks.flatMap((chunk) => {
      const held = this.#held.find(({ topic, partition }) => topic === chunk.topic && partition === chunk.partition);
      return held?.apply(chunk) ?? [];
    });
    await this.#outputs.begin(outputs);
  }

  /** Leaves partitions, after their state was written for who takes them, and takes others. */
  async #take(): Promise<void> {
    const given = this.#group.given;
    const has = (places: readonly Place[], { topic, partition }: Place) =>
      places.some((one) => one.topic === topic && one.partition === partition);
    await this.#keeper.all(this.#held.filter((one) => !has(given, one)));
    const kept = this.#held.filter((one) => has(given, one));
    const fresh = given.filter((one) => !has(kept, one));
    this.#held = [...kept, ...(await loadPartitions(this.#options, this.#kafka, this.#topics, fresh))];
    this.#taken = given;
    this.#report();
  }

  #report(): void {
    const metrics: Record<string, number> = { records: 0, lag: 0, unread: 0 };
    for (const one of this.#held) {
      for (const [name, value] of Object.entries(one.metrics())) metrics[name] = (metrics[name] ?? 0) + value;
    }
    metrics.partitions = this.#held.length;
    metrics.memory = process.memoryUsage.rss();
    this.#options.report({ state: 'RUNNING', metrics });
  }
}
