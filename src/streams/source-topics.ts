import { ServiceError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import type { Place } from './stored-state.ts';
import type { StreamOptions } from './stream-options.ts';

const PAUSE = 1_000;

/** The topics that a job reads, as they were when its session began. */
export class SourceTopics {
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
      await kafka.forgetLeaders(topic);
      const partitions = (await kafka.partitions(topic))?.length ?? 0;
      const had = this.places.filter((place) => place.topic === topic).length;
      if (partitions !== had) {
        throw new ServiceError(`It has ${partitions} partitions now, and had ${had}`, { where: topic });
      }
    }
  }
}

/** The topics of a job, once all of them exist; undefined when its signal came first. */
export async function waitForTopics(
  kafka: RawKafka,
  { folds, clock, signal, report }: Pick<StreamOptions<unknown>, 'folds' | 'clock' | 'signal' | 'report'>,
): Promise<SourceTopics | undefined> {
  const topics = [...folds.keys()].sort();
  while (!signal.aborted) {
    const found = await Promise.all(
      topics.map(async (topic) => ({ topic, partitions: await kafka.partitions(topic) })),
    );
    const missing = found.filter(({ partitions }) => partitions === undefined).map(({ topic }) => topic);
    const ids = await kafka.topicIds(topics);
    if (missing.length === 0 && ids.size === topics.length) {
      const places = found.flatMap(({ topic, partitions }) =>
        (partitions ?? []).map((partition) => ({ topic, partition })),
      );
      return new SourceTopics(places, ids);
    }
    report({ state: 'RUNNING', metrics: {}, waits: `waits for a topic that does not exist: ${missing.join(', ')}` });
    await clock.sleep(PAUSE, signal).catch(() => {});
  }
  return undefined;
}
