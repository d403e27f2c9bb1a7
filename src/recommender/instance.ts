import { setImmediate as otherWork } from 'node:timers/promises';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import type { TopicWriter } from '../clients/kafka/writer.ts';
import { Answers } from './answers.ts';
import { Bell } from './bell.ts';
import type { Share } from './group/division.ts';
import { Holders } from './group/holders.ts';
import type { InstanceOptions, InstanceTopics } from './instance-options.ts';
import { type Learner, NOTHING, type Progress } from './log/learner.ts';
import { LogLearning } from './log/log-learning.ts';
import { KnownLists } from './serving/known-lists.ts';
import { Leftovers } from './serving/leftovers.ts';
import { OwnPartitions } from './serving/own-partitions.ts';
import { Serving } from './serving/serving.ts';
import { servingDigest } from './spec.ts';
import { takeShards } from './state/take-shards.ts';

const LOG_WAIT = 100;
/** Touched users are gathered this long before their lists are made. */
const TICK = 5;
/**
 * While so many records of the log, or so many events of the sources, wait to be counted, making lists rests `REST_SHARE` times
 * as long as it works, so that counting goes on.
 */
const LATE = { records: 20, events: 5_000 };
const REST_SHARE = 9;
const PATIENCE = 250;

/** Connections of an instance; fetches that wait for something have one of their own. */
export interface Connections {
  readonly asking: RawKafka;
  readonly events: RawKafka;
  readonly lists: RawKafka;
  readonly writer: TopicWriter;
}

/** What is learned and what is made of it, since the shards last came. */
interface Work {
  readonly learning: LogLearning;
  readonly serving: Serving;
  /** The log's end when it began: before that is learned, no list is made. */
  readonly until: number;
}

/**
 * One instance at work: learns the log, keeps the rows of its shards and gives them to others, makes the lists of its
 * partitions. What it holds follows from `divided`; all of it is a function of the log's prefix.
 */
export class RecommenderInstance {
  readonly answers: Answers;
  readonly #options: InstanceOptions;
  readonly #topics: InstanceTopics;
  readonly #connections: Connections;
  readonly #sourceLag: () => number;
  readonly #known: KnownLists;
  readonly #own: OwnPartitions;
  readonly #leftovers: Leftovers;
  readonly #holders: Holders;
  readonly #listOptions;
  readonly #advanced: Bell;
  readonly #touched: Bell;
  #shares: readonly Share[] | undefined;
  #taken: readonly Share[] | undefined;
  #work: Work | undefined;

  /** `sourceLag`: events that are not in the log yet, as far as this instance knows. */
  constructor(options: InstanceOptions, topics: InstanceTopics, connections: Connections, sourceLag: () => number) {
    const { spec, id, clock, log } = options;
    this.#options = options;
    this.#topics = topics;
    this.#connections = connections;
    this.#sourceLag = sourceLag;
    const digest = servingDigest(spec);
    const { partitions } = topics.to;
    this.#listOptions = { topic: spec.to, partitions, log: topics.log, digest, instance: id };
    this.#known = new KnownLists(this.#listOptions);
    this.#own = new OwnPartitions(connections.lists, spec.to, this.#known, (user) => {
      this.#work?.serving.overwritten(user);
    });
    const { asking: kafka } = connections;
    this.#leftovers = new Leftovers({ kafka, topics: spec.from, known: this.#known, now: () => clock.now() });
    this.#holders = new Holders(id, clock, log);
    this.#advanced = new Bell(clock);
    this.#touched = new Bell(clock);
    this.answers = new Answers({
      spec,
      clock,
      topic: topics.log.topic,
      log: topics.log.id,
      holders: this.#holders,
      advanced: this.#advanced,
      learning: () => this.#work?.learning,
    });
  }

  get learner(): Learner | undefined {
    return this.#work?.learning.learner;
  }

  get progress(): Progress {
    return this.learner?.progress ?? NOTHING;
  }

  /** Lists that this process has written. */
  get written(): number {
    return this.#known.written;
  }

  get logLag(): number {
    return this.#work?.learning.lag ?? 0;
  }

  /** Lists that wait to be looked at. */
  get waiting(): number {
    return this.#work?.serving.waiting ?? 0;
  }

  get shares(): readonly Share[] {
    return this.#shares ?? [];
  }

  /** This instance's part of the work, as far as it knows one. */
  get share(): Share | undefined {
    return this.#shares?.find(({ id }) => id === this.#options.id);
  }

  /** What it has, so that it may keep it. */
  get has(): { readonly leads: boolean; readonly shards: readonly number[]; readonly partitions: readonly number[] } {
    return {
      leads: this.share?.leads ?? false,
      shards: this.learner?.model.shards.held ?? [],
      partitions: this.#own.partitions,
    };
  }

  /** The work was divided anew; undefined: it is not known (any more) how. */
  divided(shares: readonly Share[] | undefined): void {
    this.#shares = shares;
    if (shares !== undefined) this.#holders.divided(shares);
    this.#advanced.ring();
  }

  /** Whether it stands where the log ended when it took its work: its state can be kept, and lists made of it. */
  get caughtUp(): boolean {
    const work = this.#work;
    return work !== undefined && this.#taken === this.#shares && this.progress.applied >= work.until;
  }

  /** Resolves when everything that was in the log at the call has been learned. */
  async learnedAll(signal: AbortSignal): Promise<void> {
    const { end } = await this.#connections.asking.bounds(this.#topics.log.topic, 0);
    while (!signal.aborted && this.progress.applied < end) await this.#advanced.wait(PATIENCE, signal);
  }

  /** Learns the log, and takes and leaves shards as they are divided, until `signal` aborts. */
  async learn(signal: AbortSignal, keep: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      const shares = this.#shares;
      if (shares !== undefined && shares !== this.#taken) await this.answers.still(() => this.#take(shares, keep));
      if (this.#work === undefined) await this.#advanced.wait(PATIENCE, signal);
      else await this.#work.learning.step(LOG_WAIT);
      this.#advanced.ring();
    }
  }

  /** Makes and writes the lists of its partitions until `signal` aborts. */
  async serve(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      if (this.#work === undefined || !this.caughtUp) {
        await this.#advanced.wait(PATIENCE, signal);
        continue;
      }
      const { serving, learning } = this.#work;
      const { ready } = this.#own;
      serving.own(ready);
      await this.#leftovers.take(ready, learning.learner, serving);
      if (serving.waiting === 0) await this.#touched.wait(PATIENCE, signal);
      await clock.sleep(TICK, signal).catch(() => {});
      const looked = await serving.serve(signal);
      if (looked === 0 && serving.waiting > 0) await clock.sleep(PATIENCE, signal).catch(() => {});
    }
  }

  /** Follows its partitions of the recommendations topic until `signal` aborts. */
  async follow(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const mine = this.share?.partitions;
      if (mine !== undefined) await this.#own.set(mine);
      if (this.#own.partitions.length === 0) await clock.sleep(PATIENCE, signal).catch(() => {});
      else await this.#own.step();
    }
  }

  /** Leaves shards, after their state was kept for who takes them, and takes others. */
  async #take(shares: readonly Share[], keep: () => Promise<void>): Promise<void> {
    const { name, spec, folder, log: say } = this.#options;
    const wanted = shares.find(({ id }) => id === this.#options.id)?.shards ?? [];
    const { learner } = this;
    if (learner?.model.shards.held.some((shard) => !wanted.includes(shard)) === true) await keep();
    const { topic } = this.#topics.log;
    const { end } = await this.#connections.asking.bounds(topic, 0);
    const taken = takeShards({ name, spec, folder, log: { ...this.#topics.log, end }, say }, learner, wanted);
    this.#taken = shares;
    if (taken !== learner) this.#begin(taken, end);
  }

  #begin(learner: Learner, until: number): void {
    const { spec, clock } = this.#options;
    const { asking: _, events, writer } = this.#connections;
    const { topic, start } = this.#topics.log;
    const fetch = (items: readonly number[]) => this.answers.fetch(items);
    const late = () => this.logLag > LATE.records || this.#sourceLag() > LATE.events;
    const rest = (took: number) => (late() ? clock.sleep(REST_SHARE * took) : otherWork());
    const options = { ...this.#listOptions, spec, clock, writer, known: this.#known, fetch, late, rest };
    const serving = new Serving(options, learner);
    const learning = new LogLearning(events, topic, learner, start, (user) => {
      serving.touch(user);
      this.#touched.ring();
    });
    this.#work = { learning, serving, until };
  }
}
