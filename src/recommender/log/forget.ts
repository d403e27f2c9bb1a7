import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { TopicWriter } from '../../clients/kafka/writer.ts';
import { deadLetterTopic, logTopic, type RecommenderSpec } from '../spec.ts';
import { packLogRecord } from './log-codec.ts';
import type { SourcePosition } from './log-record.ts';

/** `recommender forget -o json`; documented in docs/recommender.md. */
export interface Forgotten {
  readonly user: string;
  /** Events of the user below these offsets count no more, now and whenever the sources are read again. */
  readonly before: readonly Pick<SourcePosition, 'topic' | 'partition' | 'to'>[];
  /** Whether the user's list is gone from the recommendations topic; false: an instance takes it away when one runs. */
  readonly listGone: boolean;
  /** Where the user's events are still to be found. */
  readonly stays: readonly { readonly where: string; readonly why: string }[];
}

/** Where every source partition ends now. */
export async function endsOfSources(kafka: RawKafka, topics: readonly string[]): Promise<SourcePosition[]> {
  const ids = await kafka.topicIds(topics);
  const ends: SourcePosition[] = [];
  for (const topic of [...topics].sort()) {
    for (const partition of (await kafka.partitions(topic)) ?? []) {
      const { end } = await kafka.bounds(topic, partition);
      ends.push({ topic, id: ids.get(topic) ?? '', partition, to: end });
    }
  }
  return ends;
}

/**
 * Writes the marker into the log: from there on every instance, and every replay, knows nothing of the user, as if the
 * events before `sources` had never been. `log` writes to the recommender's log.
 */
export async function writeMarker(log: TopicWriter, user: string, sources: readonly SourcePosition[]): Promise<void> {
  await log.write([{ key: null, value: packLogRecord({ kind: 'forget', user, sources }) }]);
}

/** What forgetting does not touch. */
export function whatStays(name: string, spec: RecommenderSpec): Forgotten['stays'] {
  return [
    ...spec.from.map((topic) => ({
      where: `topic ${topic}`,
      why: 'the events themselves, until retention or a compaction by key removes them; and the files of its sinks',
    })),
    { where: `topic ${logTopic(name)}`, why: 'the packed events before the marker, until the log is deleted' },
    { where: `topic ${deadLetterTopic(spec)}`, why: "the user's records that could not be read, if there are any" },
    { where: 'snapshots', why: "the user's id in their tables, without events" },
  ];
}
