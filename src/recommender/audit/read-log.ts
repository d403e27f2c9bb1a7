import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import { unpackLogRecord } from '../log/log-codec.ts';
import { logTopic, modelOptions, type RecommenderSpec, readingDigest } from '../spec.ts';
import type { EventFields } from './naive/reading.ts';
import type { NaiveRow } from './naive/row.ts';
import { rowsOf } from './naive/rows.ts';
import { Timeline } from './naive/timeline.ts';

export interface LoggedSource {
  /** First and next offset that the log covers. */
  from: number;
  to: number;
  /** By source offset. */
  readonly events: Map<number, EventFields>;
}

/** The log, read whole: each event once, at the first place where its source coordinates stand. */
export interface ReadLog {
  readonly topic: string;
  readonly from: number;
  readonly to: number;
  readonly repeated: number;
  readonly events: number;
  readonly forgotten: number;
  readonly items: ReadonlySet<string>;
  readonly timeline: Timeline;
  /** An item's row as of the log before an offset. */
  readonly rows: (item: string, before: number) => NaiveRow;
  /** By `topic partition`. */
  readonly sources: ReadonlyMap<string, LoggedSource>;
}

/**
 * Reads the log of the recommender `name` up to its present end. The decoder is the log's own: what it yields is held
 * against the sources.
 */
export async function readLog(
  kafka: KafkaReader,
  name: string,
  spec: RecommenderSpec,
  progress: (events: number) => void,
): Promise<ReadLog> {
  const topic = logTopic(name);
  const reading = readingDigest(spec);
  const { start, end } = await kafka.bounds(topic, 0);
  const timeline = new Timeline(modelOptions(spec));
  const rows = rowsOf(timeline, spec.model);
  const items = new Set<string>();
  const sources = new Map<string, LoggedSource>();
  const forgotten = new Map<string, Map<string, number>>();
  let [repeated, events] = [0, 0];
  for await (const { offset: at, value } of committedRecords(kafka, topic, 0, { from: start, to: end })) {
    const record = unpackLogRecord(value);
    if (record?.kind === 'forget') {
      const positions = record.sources.map((source) => [`${source.topic} ${source.partition}`, source.to] as const);
      forgotten.set(record.user, new Map([...(forgotten.get(record.user) ?? []), ...positions]));
      timeline.forget(record.user, at);
    }
    if (record?.kind !== 'events' || record.reading !== reading) continue;
    const keys = record.coverage.map(({ topic: from, partition }) => `${from} ${partition}`);
    const places = record.coverage.map((place, index) => {
      const key = keys[index] ?? '';
      const source = sources.get(key) ?? { from: place.from, to: place.to, events: new Map() };
      source.from = Math.min(source.from, place.from);
      source.to = Math.max(source.to, place.to);
      sources.set(key, source);
      return source;
    });
    for (const { source, offset, user, item, type, rating, time } of record.events) {
      const place = places[source];
      if (place === undefined || place.events.has(offset)) {
        repeated++;
        continue;
      }
      place.events.set(offset, { user, item, type, rating, time });
      events++;
      const weight = rating ?? spec.weights[type] ?? 0;
      if (weight === 0 || offset < (forgotten.get(user)?.get(keys[source] ?? '') ?? 0)) continue;
      items.add(item);
      timeline.add(user, { at, item, weight, time });
    }
    progress(events);
  }
  return { topic, from: start, to: end, repeated, events, forgotten: forgotten.size, items, timeline, rows, sources };
}
