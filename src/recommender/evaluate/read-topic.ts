import { UsageError } from '../../base/errors.ts';
import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { EventReader } from '../ingest/event-reader.ts';
import { weightOf } from '../log/logged-event.ts';
import type { RecommenderSpec } from '../spec.ts';
import type { RatedEvent } from './fields.ts';
import { EventList } from './read-file.ts';

export interface TopicEvents {
  readonly events: readonly RatedEvent[];
  readonly skipped: ReadonlyMap<string, number>;
}

/**
 * Every event that is in the spec's topics now, read as the recommender reads them; by topic, partition and offset.
 *
 * @param ends of a partition, the offset before which to stop; default: its end
 */
export async function readEventTopics(
  kafka: KafkaReader,
  spec: RecommenderSpec,
  progress: (records: number) => void,
  ends: (topic: string, partition: number) => number = () => Number.POSITIVE_INFINITY,
): Promise<TopicEvents> {
  const reader = new EventReader(spec);
  const list = new EventList();
  let records = 0;
  for (const topic of [...spec.from].sort()) {
    const partitions = await kafka.partitions(topic);
    if (partitions === undefined) throw new UsageError('There is no such topic', { where: topic });
    for (const partition of partitions) {
      const { start, end } = await kafka.bounds(topic, partition);
      const to = Math.min(end, ends(topic, partition));
      for await (const record of committedRecords(kafka, topic, partition, { from: start, to })) {
        const reading = reader.read(topic, record);
        if (reading.kind === 'event') list.add(rated(reading.event, spec));
        else list.add(reading.kind === 'broken' ? reading.reason : 'it has no weight');
        progress(++records);
      }
    }
  }
  return list;
}

function rated(event: Parameters<typeof weightOf>[0] & RatedSource, { weights }: RecommenderSpec): RatedEvent | string {
  const weight = weightOf(event, weights);
  const { user, item, time } = event;
  return weight > 0 ? { user, item, time, weight } : 'it has no weight';
}

type RatedSource = Pick<RatedEvent, 'user' | 'item' | 'time'>;
