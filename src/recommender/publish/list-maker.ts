import { partitionOf } from '../../clients/kafka/partition-of.ts';
import type { OutgoingRecord } from '../../clients/kafka/writer.ts';
import { MixedRows } from '../group/mixed-rows.ts';
import type { ItemRows } from '../group/rows-format.ts';
import type { Learner } from '../model/learner.ts';
import { Recommender } from '../ranking/recommend.ts';
import { DECAY } from '../ranking/score.ts';
import type { RecommenderSpec } from '../spec.ts';
import { itemsOf, type KnownLists, type KnownListsOptions } from './known-lists.ts';
import type { Recommendations } from './published.ts';

export interface ListMakerOptions extends KnownListsOptions {
  readonly spec: RecommenderSpec;
  readonly known: KnownLists;
}

/** A list that differs from the one in the topic. */
export interface MadeList {
  readonly user: string;
  /** Undefined: there is to be no list. */
  readonly items: string | undefined;
  readonly asOf: number;
  readonly record: OutgoingRecord;
}

/** Makes the lists of users out of the counts that are held here, and of rows that others gave. */
export class ListMaker {
  readonly #options: ListMakerOptions;
  readonly #learner: Learner;
  readonly #rows: MixedRows;
  readonly #recommender: Recommender;

  constructor(options: ListMakerOptions, learner: Learner) {
    this.#options = options;
    this.#learner = learner;
    this.#rows = new MixedRows(learner.model);
    this.#recommender = new Recommender(this.#rows, learner.model.items, options.spec);
  }

  /** Forgets the rows that others gave. */
  clear(): void {
    this.#rows.clear();
  }

  take(rows: ReadonlyMap<number, ItemRows>): void {
    this.#rows.take(rows);
  }

  /** From now on lists are as of what is counted now. */
  refresh(): void {
    this.#recommender.refresh();
  }

  /** Items of the users' profiles whose rows others hold. */
  missing(users: readonly number[]): number[] {
    const missing = new Set<number>();
    for (const user of users) {
      for (const item of this.#profile(user)) if (!this.#rows.has(item)) missing.add(item);
    }
    return [...missing];
  }

  /** Whether all rows of the user's profile are there. */
  isReady(user: number): boolean {
    return this.#profile(user).every((item) => this.#rows.has(item));
  }

  #profile(user: number): readonly number[] {
    // Sessions are known to every instance.
    if (this.#rows.sessions !== undefined) return [];
    return this.#learner.model.histories[user]?.latestItems(DECAY.length) ?? [];
  }

  /** That there is to be no list of `user`. */
  none(user: string): MadeList {
    const { instance, partitions } = this.#options;
    const key = Buffer.from(user);
    const record = { key, value: null, headers: { instance }, partition: partitionOf(key, partitions) };
    return { user, items: undefined, asOf: this.#learner.progress.applied, record };
  }

  /** The list of the user `number`, which goes to `partition`; undefined where the topic has the same. */
  changedList(number: number, partition: number): MadeList | undefined {
    const { model, progress } = this.#learner;
    const { known, digest, log, instance } = this.#options;
    const history = model.histories[number];
    if (history === undefined) return undefined;
    const user = model.users.name(number);
    if (history.length === 0) return known.has(user) ? this.none(user) : undefined;
    const list = this.#recommender.recommend(history);
    const items = itemsOf(list);
    if (!known.differs(user, items)) return undefined;
    const asOf = progress.applied;
    const shards = this.#rows.offsets(this.#profile(number), asOf);
    const value: Recommendations = {
      user,
      items: list,
      model: digest,
      log: log.id,
      asOf: { [log.topic]: asOf, ...(shards !== undefined && { shards }) },
      time: new Date(history.time).toISOString(),
    };
    const place = { key: Buffer.from(user), headers: { instance }, partition };
    return { user, items, asOf, record: { ...place, value: Buffer.from(JSON.stringify(value)) } };
  }
}
