import { ServiceError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { stateTopicOf } from './names.ts';
import type { Place } from './stored-state.ts';
import type { StreamOptions } from './stream-options.ts';

const PAUSE = 1_000;

/** The topics that a job reads, and that of its state, as they were when its session began. */
export class SourceTopics {
  /** All partitions that it reads. */
  readonly places: readonly Place[];
  readonly #ids: ReadonlyMap<string, string>;

  constructor(places: readonly Place[], ids: ReadonlyMap<string, string>) {
    this.places = places;
    this.#ids = ids;
  }

  idOf(topic: string): string {
    return this.#ids.get(topic) ?? '';
  }

  /** Throws ServiceError when one was created again, deleted, or has another number of partitions. */
  async check(kafka: RawKafka): Promise<void> {
    const topics = [...this.#ids.keys()];
    const ids = await kafka.topicIds(topics);
    for (const [topic, id] of this.#ids) {
      if (ids.get(topic) !== id) throw new ServiceError('It was created again, or deleted', { where: topic });
    }
    for (const topic of new Set(this.places.map((place) => place.topic))) {
      await kafka.forgetLeaders(topic);
      const partitions = (await kafka.partitions(topic))?.length ?? 0;
      const had = this.places.filter((place) => place.topic === topic).length;
      if (partitions !== had) {
        throw new ServiceError(`It has ${partitions} partitions now, and had ${had}`, { where: topic });
      }
    }
  }
}

/** The topics of a job, once all that it reads exist; undefined when its signal came first. */
export async function waitForTopics(
  kafka: RawKafka,
  {
    name,
    folds,
    clock,
    signal,
    report,
  }: Pick<StreamOptions<unknown>, 'name' | 'folds' | 'clock' | 'signal' | 'report'>,
): Promise<SourceTopics | undefined> {
  const topics = [...folds.keys()].sort();
  const needed = [...topics, stateTopicOf(name)];
  while (!signal.aborted) {
    const ids = await kafka.topicIds(needed);
    const missing = needed.filter((topic) => !ids.has(topic));
    if (missing.length === 0) {
      const places = topics.map(async (topic) =>
        ((await kafka.partitions(topic)) ?? []).map((partition) => ({ topic, partition })),
      );
      return new SourceTopics((await Promise.all(places)).flat(), ids);
    }
    report({ state: 'RUNNING', metrics: {}, waits: `waits for a topic that does not exist: ${missing.join(', ')}` });
    await clock.sleep(PAUSE, signal).catch(() => {});
  }
  return undefined;
}
