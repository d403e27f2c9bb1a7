import { setImmediate as otherWork } from 'node:timers/promises';
import type { Clock } from '../../base/context.ts';
import { partitionOf } from '../../clients/kafka/partition-of.ts';
import type { OutgoingRecord, TopicWriter } from '../../clients/kafka/writer.ts';
import type { Holders } from '../group/holders.ts';
import { MixedRows } from '../group/mixed-rows.ts';
import type { ItemRows } from '../group/rows-format.ts';
import type { ChangedUsers } from '../model/changed-users.ts';
import type { Learner } from '../model/learner.ts';
import type { LogLearning } from '../model/log-learning.ts';
import { Recommender } from '../ranking/recommend.ts';
import { DECAY } from '../ranking/score.ts';
import type { RecommenderSpec } from '../spec.ts';
import type { Backlog } from './backlog.ts';
import { itemsOf, type KnownLists, type KnownListsOptions } from './known-lists.ts';
import type { OwnPartitions } from './own-partitions.ts';
import type { Recommendations } from './published.ts';

/** Users whose rows are asked for at once. */
const SLICE = 200;
/** A round lasts this long at most: rows that others gave are used in one round only. */
const ROUND = 1_000;
/**
 * Lists are made so many ms at a time, so that counting, heartbeats and other instances' questions come in between; in
 * longer stretches while much is to be counted, since changes of counts are made the cheaper the more of them wait.
 */
const STRETCH = { prompt: 3, late: 20 };
/** Lists that are written at once. */
const BATCH = 100;
/** While the counts are far behind, making lists rests so many times as long as it works, so that counting goes on. */
const REST_SHARE = 9;

export interface PublisherOptions extends KnownListsOptions {
  readonly spec: RecommenderSpec;
  readonly clock: Clock;
  readonly writer: TopicWriter;
  readonly known: KnownLists;
  /** The partitions that it writes. */
  readonly own: OwnPartitions;
  /** Who gives the rows of items that are not held here. */
  readonly holders: Pick<Holders, 'fetch'>;
  readonly backlog: Backlog;
}

interface Made {
  readonly user: string;
  /** Undefined: there is to be no list. */
  readonly items: string | undefined;
  readonly asOf: number;
  readonly record: OutgoingRecord;
}

/** Makes and writes the lists of users who have new events, in this instance's partitions, when their items changed. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #learner: Learner;
  readonly #changed: ChangedUsers;
  readonly #rows: MixedRows;
  readonly #recommender: Recommender;
  /** Users whose list must be looked at, by number, those that wait longest first. */
  readonly #dirty = new Set<number>();
  readonly #owned = new Set<number>();
  /** By user number: the partition of the user's list. */
  readonly #partitions: number[] = [];

  constructor(options: PublisherOptions, { learner, changed }: Pick<LogLearning, 'learner' | 'changed'>) {
    this.#options = options;
    this.#learner = learner;
    this.#changed = changed;
    this.#rows = new MixedRows(learner.model);
    this.#recommender = new Recommender(this.#rows, learner.model.items, options.spec);
  }

  /** Lists that wait to be looked at. */
  get waiting(): number {
    this.#takeChanged();
    return this.#dirty.size;
  }

  /** Users who have new events, and those whose lists in the topic are not the ones that this instance wrote last. */
  #takeChanged(): void {
    for (const user of this.#changed.take()) this.#touch(user);
    for (const user of this.#options.own.takeOverwritten()) {
      const number = this.#learner.model.users.find(user);
      if (number !== undefined) this.#touch(number);
    }
  }

  #touch(user: number): void {
    if (this.#owned.has(this.#partitionOf(user))) this.#dirty.add(user);
  }

  /** The lists of these partitions, and of no others, are this instance's to write. */
  own(partitions: ReadonlySet<number>): void {
    this.#takeChanged();
    for (const partition of this.#owned) if (!partitions.has(partition)) this.#leave(partition);
    for (const partition of partitions) if (!this.#owned.has(partition)) this.#take(partition);
  }

  /** Lists that are behind wait to be made. */
  #take(partition: number): void {
    this.#owned.add(partition);
    const { model } = this.#learner;
    for (const [number, history] of model.histories.entries()) {
      if (this.#partitionOf(number) !== partition) continue;
      const user = model.users.name(number);
      const { known } = this.#options;
      if (history.length === 0 ? known.has(user) : known.isBehind(user, history.offset)) this.#dirty.add(number);
    }
  }

  #leave(partition: number): void {
    this.#owned.delete(partition);
    for (const user of this.#dirty) if (this.#partitionOf(user) === partition) this.#dirty.delete(user);
  }

  /**
   * Makes lists that wait and writes the changed ones, for at most `ROUND` ms. Those that need rows that nobody gives go on
   * waiting. Returns how many were looked at.
   */
  async serve(signal: AbortSignal): Promise<number> {
    const { clock } = this.#options;
    this.#rows.clear();
    this.#takeChanged();
    const users = [...this.#dirty];
    let [looked, written] = [0, Promise.resolve()];
    let ready: Made[] = [];
    const until = clock.now() + ROUND;
    for (let at = 0; at < users.length && clock.now() < until && !signal.aborted; at += SLICE) {
      const slice = users.slice(at, at + SLICE);
      const missing = this.#missing(slice);
      if (missing.length > 0) this.#rows.take(await this.#fetch(missing));
      for (let next = 0; next < slice.length; ) {
        const begin = clock.now();
        const { made, done } = this.#stretch(slice, next);
        const took = clock.now() - begin;
        next = done;
        looked += made.looked;
        ready.push(...made.lists);
        if (ready.length >= BATCH || next === slice.length) {
          await written;
          written = this.#write(ready);
          // Its failure is met at the next await.
          written.catch(() => {});
          ready = [];
        }
        await this.#rest(took);
      }
    }
    await written;
    return looked;
  }

  #fetch(items: readonly number[]): Promise<ReadonlyMap<number, ItemRows>> {
    const { model, progress } = this.#learner;
    return this.#options.holders.fetch(items, { model, applied: progress.applied });
  }

  /** Lets other work come in after lists were made for `took` ms. */
  async #rest(took: number): Promise<void> {
    const { backlog, clock } = this.#options;
    await (backlog.isLarge ? clock.sleep(REST_SHARE * took) : otherWork());
  }

  /** Items of the users' profiles whose rows others hold. */
  #missing(users: readonly number[]): number[] {
    const missing = new Set<number>();
    for (const user of users) {
      for (const item of this.#profile(user)) if (!this.#rows.has(item)) missing.add(item);
    }
    return [...missing];
  }

  #profile(user: number): readonly number[] {
    // Sessions are known to every instance.
    if (this.#rows.sessions !== undefined) return [];
    return this.#learner.model.histories[user]?.latestItems(DECAY.length) ?? [];
  }

  /** As many lists as one stretch of time allows, all as of the same moment. */
  #stretch(users: readonly number[], from: number) {
    const { clock, backlog } = this.#options;
    const until = clock.now() + (backlog.isLarge ? STRETCH.late : STRETCH.prompt);
    const lists: Made[] = [];
    let [done, looked] = [from, 0];
    this.#takeChanged();
    this.#recommender.refresh();
    do {
      const user = users[done++];
      if (user === undefined || !this.#dirty.has(user)) continue;
      const profile = this.#profile(user);
      if (!profile.every((item) => this.#rows.has(item))) continue;
      this.#dirty.delete(user);
      looked++;
      const made = this.#changedList(user, profile);
      if (made !== undefined) lists.push(made);
    } while (done < users.length && clock.now() < until);
    return { made: { lists, looked }, done };
  }

  /** Takes away the lists of users who have no events. */
  async takeAway(users: readonly string[]): Promise<void> {
    const { instance, partitions } = this.#options;
    const asOf = this.#learner.progress.applied;
    const gone = users.map((user): Made => {
      const key = Buffer.from(user);
      const record = { key, value: null, headers: { instance }, partition: partitionOf(key, partitions) };
      return { user, items: undefined, asOf, record };
    });
    await this.#write(gone);
  }

  async #write(lists: readonly Made[]): Promise<void> {
    if (lists.length === 0) return;
    const { known, writer } = this.#options;
    for (const { user, items, asOf } of lists) {
      if (items === undefined) known.tookAway(user, asOf);
      else known.wrote(user, items, asOf);
    }
    await writer.write(lists.map(({ record }) => record));
  }

  #changedList(number: number, profile: readonly number[]): Made | undefined {
    const { model, progress } = this.#learner;
    const { known, digest, log, instance } = this.#options;
    const history = model.histories[number];
    if (history === undefined) return undefined;
    const user = model.users.name(number);
    const key = Buffer.from(user);
    const place = { key, headers: { instance }, partition: this.#partitionOf(number) };
    const asOf = progress.applied;
    if (history.length === 0) {
      return known.has(user) ? { user, items: undefined, asOf, record: { ...place, value: null } } : undefined;
    }
    const list = this.#recommender.recommend(history);
    const items = itemsOf(list);
    if (!known.differs(user, items)) return undefined;
    const shards = this.#rows.offsets(profile, asOf);
    const value: Recommendations = {
      user,
      items: list,
      model: digest,
      log: log.id,
      asOf: { [log.topic]: asOf, ...(shards !== undefined && { shards }) },
      time: new Date(history.time).toISOString(),
    };
    return { user, items, asOf, record: { ...place, value: Buffer.from(JSON.stringify(value)) } };
  }

  #partitionOf(user: number): number {
    const known = this.#partitions[user];
    if (known !== undefined) return known;
    const partition = partitionOf(Buffer.from(this.#learner.model.users.name(user)), this.#options.partitions);
    this.#partitions[user] = partition;
    return partition;
  }
}
