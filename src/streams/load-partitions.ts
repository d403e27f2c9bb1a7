import type { RawKafka } from '../clients/kafka/fetch.ts';
import { stateTopicOf } from './names.ts';
import { PartitionState } from './partition-state.ts';
import { readStates } from './read-states.ts';
import type { SourceTopics } from './source-topics.ts';
import { newestState, type Place } from './stored-state.ts';
import type { StreamOptions } from './stream-options.ts';

/** Partitions as their stored states left them; from the beginning where there is none that can be taken up. */
export async function loadPartitions<State>(
  { name, folds, log }: Pick<StreamOptions<State>, 'name' | 'folds' | 'log'>,
  kafka: RawKafka,
  topics: SourceTopics,
  places: readonly Place[],
): Promise<PartitionState<State>[]> {
  if (places.length === 0) return [];
  const states = await readStates(kafka, stateTopicOf(name));
  const wanted = places.flatMap((place) => {
    const fold = folds.get(place.topic);
    return fold === undefined ? [] : [{ fold, place: { ...place, topicId: topics.idOf(place.topic) } }];
  });
  return Promise.all(
    wanted.map(async ({ fold, place }) => {
      const bounds = await kafka.bounds(place.topic, place.partition);
      // A topic that lost its newest records to a broken disk ends before states of it.
      const sound = states.filter(({ offset }) => offset <= bounds.end);
      const found = newestState(sound, { ...place, digest: fold.digest });
      const where = `${place.topic}-${place.partition}`;
      let state: PartitionState<State>;
      try {
        state = new PartitionState(place, fold, bounds, found);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        log(`${where}: its state cannot be read (${error.message}); the topic is read again`);
        state = new PartitionState(place, fold, bounds);
      }
      log(`${where}: goes on at offset ${state.offset}`);
      for (const { from, to } of state.unread) {
        log(`${where}: offsets ${from} to ${to - 1} were no longer in the topic, and are missing in the state`);
      }
      return state;
    }),
  );
}
