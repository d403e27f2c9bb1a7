import { UnhealthyError } from '../../base/errors.ts';
import type { EventsRecord, ForgetRecord, LogRecord } from '../log/log-record.ts';
import { weightOf } from '../log/logged-event.ts';
import { type Progress, sourceKey } from '../log/progress.ts';
import { modelDigest, modelOptions, type RecommenderSpec, readingDigest } from '../spec.ts';
import type { LearnedState } from './learned-state.ts';
import { Model } from './model.ts';
import { Shards } from './shards.ts';

/**
 * Learns from the log, record by record. The result is a function of the log's prefix alone: events are dropped by
 * their source coordinates when an earlier record decided them, so that it does not matter how often, by whom and in
 * which pieces the sources were written to the log.
 */
export class Learner {
  readonly model: Model;
  readonly digest: string;
  readonly #reading: string;
  readonly #weights: RecommenderSpec['weights'];
  readonly #covered: Map<string, number>;
  readonly #topics: Map<string, string>;
  #applied: number;
  #events: number;
  #duplicates: number;
  #broken: number;
  readonly #forgotten: Map<string, ReadonlyMap<string, number>>;

  constructor(
    spec: RecommenderSpec,
    model = new Model(modelOptions(spec), Shards.all(spec.shards)),
    progress?: Progress,
  ) {
    this.model = model;
    this.digest = modelDigest(spec);
    this.#reading = readingDigest(spec);
    this.#weights = spec.weights;
    this.#covered = new Map(progress?.covered);
    this.#topics = new Map(progress?.topics);
    this.#applied = progress?.applied ?? 0;
    this.#events = progress?.events ?? 0;
    this.#duplicates = progress?.duplicates ?? 0;
    this.#broken = progress?.broken ?? 0;
    this.#forgotten = new Map(progress?.forgotten);
  }

  get progress(): Progress {
    return {
      applied: this.#applied,
      covered: this.#covered,
      topics: this.#topics,
      events: this.#events,
      duplicates: this.#duplicates,
      broken: this.#broken,
      forgotten: this.#forgotten,
    };
  }

  /** Moves past log offsets without a record, e.g. transaction markers. */
  skipTo(offset: number): void {
    this.#applied = Math.max(this.#applied, offset);
  }

  /** What was learned so far, as a snapshot keeps it. */
  get state(): LearnedState {
    return { model: this.model, progress: this.progress };
  }

  /**
   * Learns one log record at `offset`; `learned` is told the number of every user who has a new event, was forgotten or
   * given up.
   */
  apply(offset: number, record: LogRecord | undefined, learned: (user: number) => void): void {
    if (offset < this.#applied) return;
    this.model.shards.reach(offset);
    if (record?.kind === 'events' && record.reading === this.#reading) this.#learn(offset, record, learned);
    if (record?.kind === 'forget') this.#forget(record, learned);
    this.#applied = offset + 1;
  }

  #learn(offset: number, { coverage, events, broken }: EventsRecord, learned: (user: number) => void): void {
    for (const { topic, id } of coverage) this.#identify(topic, id, offset);
    const keys = coverage.map(({ topic, partition }) => sourceKey(topic, partition));
    const before = coverage.map(({ topic, partition, from }) => {
      const covered = this.#covered.get(sourceKey(topic, partition));
      if (covered !== undefined && from > covered) {
        throw new UnhealthyError(
          `The log goes on at offset ${from} of ${topic}-${partition}, but ends before at ${covered}`,
          {
            where: `log offset ${offset}`,
            hint: 'Records of the log are missing. To start over: `pipeline recommender reset NAME`.',
          },
        );
      }
      return covered ?? from;
    });
    const isNew = (source: number, at: number) => at >= (before[source] ?? 0);
    for (const event of events) {
      if (!isNew(event.source, event.offset)) {
        this.#duplicates++;
        continue;
      }
      this.#events++;
      if (event.offset < (this.#forgotten.get(event.user)?.get(keys[event.source] ?? '') ?? 0)) continue;
      const weight = weightOf(event, this.#weights);
      if (weight === 0) continue;
      const { user, evicted } = this.model.learn({ user: event.user, item: event.item, weight, time: event.time });
      const history = this.model.histories[user];
      if (history !== undefined) history.offset = offset;
      learned(user);
      if (evicted !== undefined) learned(evicted);
    }
    for (const [source, at] of broken) if (isNew(source, at)) this.#broken++;
    coverage.forEach(({ topic, partition, to }, source) => {
      this.#covered.set(sourceKey(topic, partition), Math.max(before[source] ?? 0, to));
    });
  }

  #forget({ user, sources }: ForgetRecord, learned: (user: number) => void): void {
    const before = this.#forgotten.get(user);
    const positions = sources.map(({ topic, partition, to }) => [sourceKey(topic, partition), to] as const);
    this.#forgotten.set(user, new Map([...(before ?? []), ...positions]));
    const number = this.model.forget(user);
    if (number !== undefined) learned(number);
  }

  /** A topic that was deleted and created again has another id, and its offsets mean other events. */
  #identify(topic: string, id: string, offset: number): void {
    const known = this.#topics.get(topic);
    if (id === '' || known === id) return;
    if (known !== undefined) {
      throw new UnhealthyError(`The log goes on with another topic of the name ${topic}`, {
        where: `log offset ${offset}`,
        hint: 'The topic was created again. To start over: `pipeline recommender reset NAME`.',
      });
    }
    this.#topics.set(topic, id);
  }
}
