import type { Clock } from '../base/context.ts';
import { RefusedError, ServiceError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import type { Instances } from './group/instances.ts';
import type { RecommenderInstance } from './instance.ts';
import type { InstanceOptions, InstanceTopics } from './instance-options.ts';
import type { Leading } from './log/leading.ts';
import { startOver } from './log/sources.ts';
import { cutSnapshot } from './state/encode-snapshot.ts';
import { isLevel } from './state/take-shards.ts';

const SNAPSHOT_INTERVAL = 30_000;
/** Encoding a snapshot may use one part in so many of the time: large states are written more rarely. */
const SNAPSHOT_SHARE = 100;
const REPORT_INTERVAL = 5_000;
const LOOK = 500;

/** What an instance does now and then: keep its state, report, look whether its topics are still the ones it knows. */
export class Housekeeping {
  readonly #options: InstanceOptions;
  readonly #topics: InstanceTopics;
  readonly #kafka: RawKafka;
  readonly #instance: RecommenderInstance;
  readonly #leading: Leading;
  readonly #instances: Instances;
  #kept: { readonly at: number; readonly applied: number; readonly took: number };
  #keeping = Promise.resolve();
  #reported = Number.NEGATIVE_INFINITY;

  constructor(
    options: InstanceOptions,
    topics: InstanceTopics,
    kafka: RawKafka,
    parts: { readonly instance: RecommenderInstance; readonly leading: Leading; readonly instances: Instances },
  ) {
    this.#options = options;
    this.#topics = topics;
    this.#kafka = kafka;
    this.#instance = parts.instance;
    this.#leading = parts.leading;
    this.#instances = parts.instances;
    this.#kept = { at: options.clock.now(), applied: -1, took: 0 };
  }

  /** Until `signal` aborts. Throws RefusedError and ServiceError where a topic is another one now. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const now = clock.now();
      const due = this.#kept.at + Math.max(SNAPSHOT_INTERVAL, SNAPSHOT_SHARE * this.#kept.took);
      if (now >= due) await this.keep();
      if (now - this.#reported >= REPORT_INTERVAL) {
        await this.#look();
        this.#report();
        this.#reported = now;
      }
      await clock.sleep(LOOK, signal).catch(() => {});
    }
  }

  /** Writes the state down, where it has changed and is all of one moment; while one is being written, the next waits. */
  keep(): Promise<void> {
    const kept = this.#keeping.then(() => this.#keep());
    this.#keeping = kept.catch(() => {});
    return kept;
  }

  async #keep(): Promise<void> {
    const { clock, folder, id, log } = this.#options;
    const { learner, answers, has } = this.#instance;
    if (learner === undefined || !isLevel(learner.holding) || has.shards.length === 0) return;
    const { applied } = learner.progress;
    const at = clock.now();
    if (applied !== this.#kept.applied) {
      const cut = cutSnapshot({ digest: answers.digest, log: this.#topics.log.id, ...learner.holding });
      const time = { took: 0 };
      await folder.write({ ...cut, pieces: timed(cut.pieces, clock, time) }, id);
      this.#kept = { at, applied, took: time.took };
    } else this.#kept = { ...this.#kept, at };
    if (!has.leads) return;
    const sources = [...learner.progress.covered].map(([key, offset]) => {
      const [topic = '', partition] = key.split(' ');
      return { topic, partition: Number(partition), offset };
    });
    const offsets = [{ topic: this.#topics.log.topic, partition: 0, offset: applied }, ...sources];
    // These offsets are for people to see the lag; the state is what counts.
    await this.#instances.commit(offsets).catch((error: Error) => log(error.message));
  }

  async #look(): Promise<void> {
    const { spec, name } = this.#options;
    const { log, to } = this.#topics;
    const ids = await this.#kafka.topicIds([log.topic, spec.to]);
    const another = (topic: string, id: string) => id !== '' && (ids.get(topic) ?? id) !== id;
    if (another(log.topic, log.id)) {
      throw new RefusedError('The log was created again while it was learned from', {
        where: log.topic,
        hint: startOver(name),
      });
    }
    if (another(spec.to, to.id))
      throw new ServiceError('It was created again: all lists are written', { where: spec.to });
    await this.#kafka.forgetLeaders(spec.to);
    const partitions = (await this.#kafka.partitions(spec.to))?.length;
    if (partitions !== to.partitions) {
      throw new ServiceError(`It has ${partitions ?? 'no'} partitions now, and had ${to.partitions}`, {
        where: spec.to,
      });
    }
  }

  #report(): void {
    const { learner, waiting, shares, has } = this.#instance;
    if (learner === undefined) return;
    const { model, progress } = learner;
    this.#options.report({
      state: 'RUNNING',
      metrics: {
        records: progress.events,
        lag: this.#leading.lag + this.#instance.logLag,
        duplicates: progress.duplicates,
        broken: progress.broken,
        users: model.totals.users,
        evicted: model.evicted,
        items: model.items.size,
        pairs: model.counters.pairs.size / 2,
        waiting,
        instances: shares.length,
        leads: has.leads ? 1 : 0,
        shards: has.shards.length,
        partitions: has.partitions.length,
        memory: process.memoryUsage.rss(),
      },
    });
  }
}

/** Passes pieces on, and adds the milliseconds that making each took to `time`. */
function* timed(pieces: Iterable<Buffer>, clock: Clock, time: { took: number }): Generator<Buffer> {
  let begin = clock.now();
  for (const piece of pieces) {
    time.took += clock.now() - begin;
    yield piece;
    begin = clock.now();
  }
}
