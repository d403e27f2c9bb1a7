import type { Clock } from '../../base/context.ts';
import type { CurrentDivision } from '../group/current-division.ts';
import type { Learned } from '../model/learned.ts';
import type { LogLearning } from '../model/log-learning.ts';
import type { OrphanedLists } from './orphaned-lists.ts';
import type { OwnPartitions } from './own-partitions.ts';
import { Publisher, type PublisherOptions } from './publisher.ts';

/** Changed users are gathered this long before their lists are made. */
const TICK = 5;
const PATIENCE = 250;

export interface PublishingOptions extends PublisherOptions {
  readonly learned: Learned;
  readonly division: CurrentDivision;
  readonly orphaned: OrphanedLists;
}

/** Makes and writes the lists of this instance's partitions, out of whatever it has learned. */
export class Publishing {
  readonly #options: PublishingOptions;
  #publisher: Publisher | undefined;
  #learning: LogLearning | undefined;

  constructor(options: PublishingOptions) {
    this.#options = options;
  }

  /** Lists that wait to be looked at. */
  get waiting(): number {
    return this.#current()?.waiting ?? 0;
  }

  /** Until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, learned, division, own, orphaned } = this.#options;
    while (!signal.aborted) {
      const publisher = this.#current();
      const { learning } = learned;
      if (publisher === undefined || learning === undefined || !division.isTaken || !learned.isCurrent) {
        await learned.advanced.wait(PATIENCE, signal);
        continue;
      }
      const { ready } = own;
      publisher.own(ready);
      await orphaned.take(ready, learning.learner, publisher);
      if (publisher.waiting === 0) await learning.changed.wait(PATIENCE, signal);
      await clock.sleep(TICK, signal).catch(() => {});
      const looked = await publisher.serve(signal);
      if (looked === 0 && publisher.waiting > 0) await clock.sleep(PATIENCE, signal).catch(() => {});
    }
  }

  /** The publisher of what is learned now. */
  #current(): Publisher | undefined {
    const { learning } = this.#options.learned;
    if (learning !== this.#learning) {
      this.#learning = learning;
      this.#publisher = learning && new Publisher(this.#options, learning);
    }
    return this.#publisher;
  }
}

/** Follows this instance's partitions of the recommendations topic until `signal` aborts. */
export async function followPartitions(
  partitions: OwnPartitions,
  division: CurrentDivision,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const mine = division.own?.partitions;
    if (mine !== undefined) await partitions.set(mine);
    if (partitions.partitions.length === 0) await clock.sleep(PATIENCE, signal).catch(() => {});
    else await partitions.step();
  }
}
