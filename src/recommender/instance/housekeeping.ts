import { RefusedError, ServiceError } from '../../base/errors.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { CurrentDivision } from '../group/current-division.ts';
import type { Held } from '../group/held.ts';
import type { Instances } from '../group/instances.ts';
import type { Leader } from '../ingest/leader.ts';
import { startOver } from '../log/check-log.ts';
import type { Learned } from '../model/learned.ts';
import type { Publishing } from '../publish/publishing.ts';
import type { Snapshots } from '../state/snapshots.ts';
import type { InstanceOptions, InstanceTopics } from './instance-options.ts';

const REPORT_INTERVAL = 5_000;
const LOOK = 500;

/** The parts of an instance that it looks after. */
export interface HousekeepingParts {
  readonly kafka: RawKafka;
  readonly learned: Learned;
  readonly division: CurrentDivision;
  readonly held: Held;
  readonly publishing: Publishing;
  readonly leader: Leader;
  readonly snapshots: Snapshots;
  readonly instances: Instances;
}

/** What an instance does now and then: keep its state, report, look whether its topics are the ones it knows. */
export class Housekeeping {
  readonly #options: InstanceOptions;
  readonly #topics: InstanceTopics;
  readonly #parts: HousekeepingParts;
  #reported = Number.NEGATIVE_INFINITY;

  constructor(options: InstanceOptions, topics: InstanceTopics, parts: HousekeepingParts) {
    this.#options = options;
    this.#topics = topics;
    this.#parts = parts;
  }

  /** Until `signal` aborts. Throws RefusedError and ServiceError where a topic is another one now. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const now = clock.now();
      if (now >= this.#parts.snapshots.due) await this.keep();
      if (now - this.#reported >= REPORT_INTERVAL) {
        await this.#look();
        this.#report();
        this.#reported = now;
      }
      await clock.sleep(LOOK, signal).catch(() => {});
    }
  }

  /** Writes the state down, and shows the group how far it is. */
  async keep(): Promise<void> {
    const { learned, held, snapshots, instances } = this.#parts;
    await snapshots.write();
    if (!held.leads || learned.learner === undefined) return;
    const { applied, covered } = learned.progress;
    const sources = [...covered].map(([key, offset]) => {
      const [topic = '', partition] = key.split(' ');
      return { topic, partition: Number(partition), offset };
    });
    const offsets = [{ topic: this.#topics.log.topic, partition: 0, offset: applied }, ...sources];
    // These offsets are for people to see the lag; the state is what counts.
    await instances.commit(offsets).catch((error: Error) => this.#options.log(error.message));
  }

  async #look(): Promise<void> {
    const { spec, name } = this.#options;
    const { kafka } = this.#parts;
    const { log, to } = this.#topics;
    const ids = await kafka.topicIds([log.topic, spec.to]);
    const another = (topic: string, id: string) => id !== '' && (ids.get(topic) ?? id) !== id;
    if (another(log.topic, log.id)) {
      throw new RefusedError('The log was created again while it was learned from', {
        where: log.topic,
        hint: startOver(name),
      });
    }
    if (another(spec.to, to.id))
      throw new ServiceError('It was created again: all lists are written', { where: spec.to });
    await kafka.forgetLeaders(spec.to);
    const partitions = (await kafka.partitions(spec.to))?.length;
    if (partitions !== to.partitions) {
      throw new ServiceError(`It has ${partitions ?? 'no'} partitions now, and had ${to.partitions}`, {
        where: spec.to,
      });
    }
  }

  #report(): void {
    const { learned, division, held, publishing, leader } = this.#parts;
    const { learner } = learned;
    if (learner === undefined) return;
    const { model, progress } = learner;
    this.#options.report({
      state: 'RUNNING',
      metrics: {
        records: progress.events,
        lag: leader.lag + learned.lag,
        duplicates: progress.duplicates,
        broken: progress.broken,
        users: model.totals.users,
        evicted: model.evicted,
        items: model.items.size,
        pairs: model.counters.pairs.size / 2,
        waiting: publishing.waiting,
        instances: division.shares?.length ?? 0,
        leads: held.leads ? 1 : 0,
        shards: held.shards.length,
        partitions: held.partitions.length,
        memory: process.memoryUsage.rss(),
      },
    });
  }
}
