import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { sourceKey } from '../log/progress.ts';
import type { Learner } from '../model/learner.ts';
import type { KnownLists } from './known-lists.ts';
import type { Publisher } from './publisher.ts';

/** Milliseconds between two looks at where the log stands beside the sources. */
const PAUSE = 1_000;

export interface OrphanedListsOptions {
  readonly kafka: Pick<RawKafka, 'partitions' | 'bounds'>;
  /** The topics it learns from. */
  readonly topics: readonly string[];
  readonly known: KnownLists;
  readonly now: () => number;
}

/**
 * Takes away lists that nobody would make again: of users who had events in an earlier log, or under an earlier reading
 * of the sources, and have none in this one. That is known once the log covers what the sources held when the partition
 * of the lists was taken; until then old lists are better than none.
 */
export class OrphanedLists {
  readonly #options: OrphanedListsOptions;
  /** Partitions that were looked through. */
  #done: ReadonlySet<number> = new Set();
  /** Where the sources ended, by `topic partition`, when a partition was first found that was not looked through. */
  #ends: ReadonlyMap<string, number> | undefined;
  #looked = Number.NEGATIVE_INFINITY;

  constructor(options: OrphanedListsOptions) {
    this.#options = options;
  }

  /** Looks through those of the partitions `ready` that were not, as soon as `learner` stands far enough. */
  async take(ready: ReadonlySet<number>, learner: Learner, serving: Pick<Publisher, 'takeAway'>): Promise<void> {
    const { known, now } = this.#options;
    this.#done = new Set([...this.#done].filter((partition) => ready.has(partition)));
    const waiting = new Set([...ready].filter((partition) => !this.#done.has(partition)));
    if (waiting.size === 0 || now() - this.#looked < PAUSE) return;
    this.#looked = now();
    this.#ends ??= await this.#sourceEnds();
    const { covered } = learner.progress;
    if ([...this.#ends].some(([source, end]) => (covered.get(source) ?? 0) < end)) return;
    this.#ends = undefined;
    this.#done = ready;
    const { users, histories } = learner.model;
    const hasEvents = (user: string) => (histories[users.find(user) ?? -1]?.length ?? 0) > 0;
    await serving.takeAway(known.users(waiting).filter((user) => !hasEvents(user)));
  }

  async #sourceEnds(): Promise<Map<string, number>> {
    const { kafka, topics } = this.#options;
    const ends = new Map<string, number>();
    for (const topic of topics) {
      for (const partition of (await kafka.partitions(topic)) ?? []) {
        const { start, end } = await kafka.bounds(topic, partition);
        if (end > start) ends.set(sourceKey(topic, partition), end);
      }
    }
    return ends;
  }
}
