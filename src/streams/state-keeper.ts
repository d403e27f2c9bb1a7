import { randomUUID } from 'node:crypto';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { stateTopicOf } from './names.ts';
import type { Outputs } from './outputs.ts';
import type { PartitionGroup } from './partition-group.ts';
import type { PartitionState } from './partition-state.ts';
import type { SourceTopics } from './source-topics.ts';
import { recordsOfState } from './stored-state.ts';
import type { StreamOptions } from './stream-options.ts';

const INTERVAL = 5_000;

interface Parts {
  readonly topics: Pick<SourceTopics, 'check'>;
  readonly kafka: RawKafka;
  readonly outputs: Pick<Outputs, 'begun' | 'write'>;
  readonly group: Pick<PartitionGroup, 'commit'>;
}

/**
 * Stores the states of partitions, one at a time, while their records are folded on. A state is taken between two steps
 * of the fold, and written once all that its records led to is.
 */
export class StateKeeper<State> {
  readonly #options: Pick<StreamOptions<State>, 'name' | 'clock' | 'log'>;
  readonly #parts: Parts;
  #due: readonly PartitionState<State>[] = [];
  #begun: number;
  #storing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(options: Pick<StreamOptions<State>, 'name' | 'clock' | 'log'>, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
    this.#begun = options.clock.now();
  }

  /** Begins to store the next state that is due, unless one is under way. Throws what the last one failed with. */
  next(held: readonly PartitionState<State>[]): void {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#storing !== undefined) return;
    if (this.#options.clock.now() - this.#begun >= INTERVAL) {
      this.#begun = this.#options.clock.now();
      this.#due = held;
    }
    const [first, ...rest] = this.#due;
    this.#due = rest;
    if (first === undefined) return;
    this.#storing = this.#store(first)
      .catch((error: unknown) => {
        this.#failure = { error };
      })
      .finally(() => {
        this.#storing = undefined;
      });
  }

  /** Stores the states of `some` as they are now, and resolves when they are. */
  async all(some: readonly PartitionState<State>[]): Promise<void> {
    await this.settled();
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#due = this.#due.filter((one) => !some.includes(one));
    for (const one of some) await this.#store(one);
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    await this.#storing;
  }

  /** Writes down a state that changed, and shows the group how far it is. */
  async #store(one: PartitionState<State>): Promise<void> {
    if (!one.changed) return;
    const { topics, kafka, outputs, group } = this.#parts;
    const { name, log } = this.#options;
    const { state, slot } = one.snapshot();
    const covered = outputs.begun();
    const { topic, partition, offset } = state;
    // What was read of another topic of the same name must not be taken for this one's.
    await topics.check(kafka);
    await covered;
    const records = recordsOfState(state, slot, randomUUID());
    await outputs.write(records.map((record) => ({ ...record, topic: stateTopicOf(name) })));
    one.stored(offset);
    await group.commit([{ topic, partition, offset }]).catch((error: Error) => log(error.message));
  }
}
