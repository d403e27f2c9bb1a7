import type { Clock } from '../../base/context.ts';
import { ServiceError } from '../../base/errors.ts';
import type { Holders } from '../group/holders.ts';
import { MixedRows } from '../group/mixed-rows.ts';
import type { Learned } from '../model/learned.ts';
import { modelDigest, type RecommenderSpec } from '../spec.ts';
import type { Knowledge, Rows } from './knowledge.ts';
import type { RowsHolder } from './rows-route.ts';
import type { StateKnowledge } from './state.ts';

export interface QueriesOptions {
  readonly spec: RecommenderSpec;
  readonly clock: Clock;
  /** The log's topic, and Kafka's id of it. */
  readonly topic: string;
  readonly log: string;
  readonly holders: Holders;
  readonly learned: Learned;
}

/** What an instance answers out of what it has learned, and out of the rows that others give it. */
export class Queries implements RowsHolder, Knowledge, StateKnowledge {
  readonly spec: RecommenderSpec;
  readonly digest: string;
  readonly log: string;
  readonly #options: QueriesOptions;

  constructor(options: QueriesOptions) {
    this.spec = options.spec;
    this.digest = modelDigest(options.spec);
    this.log = options.log;
    this.#options = options;
  }

  get learned(): RowsHolder['learned'] {
    const { learner } = this.#options.learned;
    return learner === undefined ? undefined : { model: learner.model, applied: learner.progress.applied };
  }

  async reached(offset: number, wait: number): Promise<void> {
    const { clock, learned } = this.#options;
    const until = clock.now() + wait;
    for (let now = clock.now(); now < until; now = clock.now()) {
      if ((this.learned?.applied ?? -1) >= offset) return;
      await learned.advanced.wait(until - now);
    }
  }

  /** Rows for an answer of this moment. Throws ServiceError when the instance that holds some does not give them. */
  async rows(items: readonly number[]): Promise<Rows> {
    const { learned } = this;
    if (learned === undefined) throw new ServiceError('There is no state yet');
    const { model } = learned;
    const source = new MixedRows(model);
    const missing = items.filter((item) => !source.isOwn(item));
    if (missing.length > 0) source.take(await this.#options.holders.fetch(missing, learned));
    if (!items.every((item) => source.has(item))) throw new ServiceError('Another instance does not give its rows now');
    const now = this.learned;
    if (now?.model !== model) throw new ServiceError('It is taking other shards now');
    const { applied } = now;
    const shards = source.offsets(items, applied);
    return { source, asOf: { [this.#options.topic]: applied, ...(shards !== undefined && { shards }) } };
  }

  whilePaused<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.learned.whilePaused(work);
  }
}
