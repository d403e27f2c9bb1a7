import { partitionOf } from '../../clients/kafka/partition-of.ts';
import type { ChangedUsers } from '../model/changed-users.ts';
import type { Learner } from '../model/learner.ts';
import type { LogLearning } from '../model/log-learning.ts';
import type { KnownLists } from './known-lists.ts';
import type { OwnPartitions } from './own-partitions.ts';

export interface WaitingOptions {
  /** Partitions of the recommendations topic. */
  readonly partitions: number;
  readonly known: KnownLists;
  /** The partitions that this instance writes. */
  readonly own: Pick<OwnPartitions, 'takeOverwritten'>;
}

/** Users, by number, whose lists this instance must look at: those that wait longest come first. */
export class WaitingLists {
  readonly #options: WaitingOptions;
  readonly #learner: Learner;
  readonly #changed: ChangedUsers;
  readonly #waiting = new Set<number>();
  readonly #owned = new Set<number>();
  /** By user number: the partition of the user's list. */
  readonly #partitions: number[] = [];

  constructor(options: WaitingOptions, { learner, changed }: Pick<LogLearning, 'learner' | 'changed'>) {
    this.#options = options;
    this.#learner = learner;
    this.#changed = changed;
  }

  /** Lists that wait to be looked at. */
  get size(): number {
    this.takeChanged();
    return this.#waiting.size;
  }

  /** All of them, as of now. */
  users(): number[] {
    this.takeChanged();
    return [...this.#waiting];
  }

  has(user: number): boolean {
    return this.#waiting.has(user);
  }

  /** The list of `user` is looked at. */
  delete(user: number): void {
    this.#waiting.delete(user);
  }

  /** Users who have new events, and those whose lists in the topic are not the ones that this instance wrote last. */
  takeChanged(): void {
    for (const user of this.#changed.take()) this.#touch(user);
    for (const user of this.#options.own.takeOverwritten()) {
      const number = this.#learner.model.users.find(user);
      if (number !== undefined) this.#touch(number);
    }
  }

  #touch(user: number): void {
    if (this.#owned.has(this.partitionOf(user))) this.#waiting.add(user);
  }

  /** The lists of these partitions, and of no others, are this instance's to write. */
  own(partitions: ReadonlySet<number>): void {
    this.takeChanged();
    for (const partition of this.#owned) if (!partitions.has(partition)) this.#leave(partition);
    for (const partition of partitions) if (!this.#owned.has(partition)) this.#take(partition);
  }

  /** Lists that are behind wait to be made. */
  #take(partition: number): void {
    this.#owned.add(partition);
    const { model } = this.#learner;
    for (const [number, history] of model.histories.entries()) {
      if (this.partitionOf(number) !== partition) continue;
      const user = model.users.name(number);
      const { known } = this.#options;
      if (history.length === 0 ? known.has(user) : known.isBehind(user, history.offset)) this.#waiting.add(number);
    }
  }

  #leave(partition: number): void {
    this.#owned.delete(partition);
    for (const user of this.#waiting) if (this.partitionOf(user) === partition) this.#waiting.delete(user);
  }

  /** The partition of a user's list. */
  partitionOf(user: number): number {
    const known = this.#partitions[user];
    if (known !== undefined) return known;
    const partition = partitionOf(Buffer.from(this.#learner.model.users.name(user)), this.#options.partitions);
    this.#partitions[user] = partition;
    return partition;
  }
}
