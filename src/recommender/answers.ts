import type { Clock } from '../base/context.ts';
import { ServiceError } from '../base/errors.ts';
import type { Bell } from './bell.ts';
import type { Holders } from './group/holders.ts';
import type { Knowledge, Rows } from './http/knowledge.ts';
import type { ItemRows } from './http/rows-format.ts';
import type { RowsHolder } from './http/rows-route.ts';
import type { StateKnowledge } from './http/state.ts';
import type { LogLearning } from './log/log-learning.ts';
import { MixedRows } from './serving/mixed-rows.ts';
import { modelDigest, type RecommenderSpec } from './spec.ts';

export interface AnswersOptions {
  readonly spec: RecommenderSpec;
  readonly clock: Clock;
  /** The log's topic, and Kafka's id of it. */
  readonly topic: string;
  readonly log: string;
  readonly holders: Holders;
  /** Rung whenever something was learned. */
  readonly advanced: Bell;
  /** What learns now; undefined before the first shards came. */
  learning(): LogLearning | undefined;
}

/** What an instance answers out of what it has learned, and out of the rows that others give it. */
export class Answers implements RowsHolder, Knowledge, StateKnowledge {
  readonly spec: RecommenderSpec;
  readonly digest: string;
  readonly log: string;
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.spec = options.spec;
    this.digest = modelDigest(options.spec);
    this.log = options.log;
    this.#options = options;
  }

  get learned(): RowsHolder['learned'] {
    const learner = this.#options.learning()?.learner;
    return learner === undefined ? undefined : { model: learner.model, applied: learner.progress.applied };
  }

  async reached(offset: number, wait: number): Promise<void> {
    const { clock, advanced } = this.#options;
    const until = clock.now() + wait;
    for (let now = clock.now(); now < until; now = clock.now()) {
      if ((this.learned?.applied ?? -1) >= offset) return;
      await advanced.wait(until - now);
    }
  }

  /** Rows for an answer of this moment. Throws ServiceError when the instance that holds some does not give them. */
  async rows(items: readonly number[]): Promise<Rows> {
    const { learned } = this;
    if (learned === undefined) throw new ServiceError('There is no state yet');
    const { model } = learned;
    const source = new MixedRows(model);
    const missing = items.filter((item) => !source.isOwn(item));
    if (missing.length > 0) source.take(await this.fetch(missing));
    if (!items.every((item) => source.has(item))) throw new ServiceError('Another instance does not give its rows now');
    const now = this.learned;
    if (now?.model !== model) throw new ServiceError('It is taking other shards now');
    const { applied } = now;
    const shards = source.offsets(items, applied);
    return { source, asOf: { [this.#options.topic]: applied, ...(shards !== undefined && { shards }) } };
  }

  /** Rows of items that others hold, as far as they give them now. */
  async fetch(items: readonly number[]): Promise<ReadonlyMap<number, ItemRows>> {
    const { learned } = this;
    if (learned === undefined) return new Map();
    const { model, applied } = learned;
    const ask = { model: this.digest, log: this.log, applied };
    return this.#options.holders.rows(items, (item) => model.shards.of(item), ask);
  }

  still<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.learning()?.still(work) ?? work();
  }
}
