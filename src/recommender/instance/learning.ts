import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { CurrentDivision } from '../group/current-division.ts';
import type { Share } from '../group/division.ts';
import { ChangedUsers } from '../model/changed-users.ts';
import type { Learned } from '../model/learned.ts';
import { LogLearning } from '../model/log-learning.ts';
import type { Snapshots } from '../state/snapshots.ts';
import { takeShards } from '../state/take-shards.ts';
import type { InstanceOptions, InstanceTopics } from './instance-options.ts';

const LOG_WAIT = 100;
const PATIENCE = 250;

/** What learning works on. */
export interface LearningParts {
  readonly learned: Learned;
  readonly division: CurrentDivision;
  readonly snapshots: Snapshots;
  /** For questions, and for fetches that wait for events. */
  readonly asking: RawKafka;
  readonly events: RawKafka;
}

/** Learns the log, and takes and leaves shards as they are divided. All it learns is a function of the log's prefix. */
export class Learning {
  readonly #options: InstanceOptions;
  readonly #log: InstanceTopics['log'];
  readonly #parts: LearningParts;

  constructor(options: InstanceOptions, { log }: InstanceTopics, parts: LearningParts) {
    this.#options = options;
    this.#log = log;
    this.#parts = parts;
  }

  /** Until `signal` aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { learned, division } = this.#parts;
    while (!signal.aborted) {
      const { shares } = division;
      if (shares !== undefined && !division.isTaken) await learned.whilePaused(() => this.#take(shares));
      if (learned.learning === undefined) await division.changed.wait(PATIENCE, signal);
      else await learned.learning.step(LOG_WAIT);
      learned.advanced.notify();
    }
  }

  /** Leaves shards, after their state was written for who takes them, and takes others. */
  async #take(shares: readonly Share[]): Promise<void> {
    const { name, spec, folder, id, clock, log: say } = this.#options;
    const { learned, division, snapshots, asking, events } = this.#parts;
    const { learner } = learned;
    const wanted = shares.find((share) => share.id === id)?.shards ?? [];
    if (learner?.model.shards.held.some((shard) => !wanted.includes(shard)) === true) await snapshots.write();
    const { topic, start } = this.#log;
    const { end } = await asking.bounds(topic, 0);
    const taken = takeShards({ name, spec, folder, log: { ...this.#log, end }, say }, learner, wanted);
    division.took(shares);
    if (taken === learner) return;
    learned.begin(new LogLearning(events, topic, taken, start, new ChangedUsers(clock)), end);
  }
}
