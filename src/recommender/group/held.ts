import type { Learned } from '../model/learned.ts';
import type { CurrentDivision } from './current-division.ts';
import type { Instance } from './division.ts';

/** What this instance has now, as it tells the group, so that it may keep it. */
export class Held implements Pick<Instance, 'leads' | 'shards' | 'partitions'> {
  readonly #division: CurrentDivision;
  readonly #learned: Learned;
  readonly #lists: Pick<Instance, 'partitions'>;

  /** `lists`: the partitions of the recommendations topic that it follows. */
  constructor(division: CurrentDivision, learned: Learned, lists: Pick<Instance, 'partitions'>) {
    this.#division = division;
    this.#learned = learned;
    this.#lists = lists;
  }

  get leads(): boolean {
    return this.#division.own?.leads ?? false;
  }

  get shards(): readonly number[] {
    return this.#learned.learner?.model.shards.held ?? [];
  }

  get partitions(): readonly number[] {
    return this.#lists.partitions;
  }
}
