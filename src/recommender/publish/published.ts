import { committedRecords } from '../../clients/kafka/committed.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import type { Recommended } from '../ranking/recommend.ts';

/** Log offsets that the rows of shards are as of, by shard. */
export type ShardOffsets = Readonly<Record<string, number>>;

/** The value of a record of the recommendations topic; its key is the user. Documented in docs/recommender.md. */
export interface Recommendations {
  readonly user: string;
  readonly items: readonly Recommended[];
  /** servingDigest of the spec that made it. */
  readonly model: string;
  /** Kafka's id of the log. */
  readonly log: string;
  /**
   * By the log's topic, its next offset at that moment: the list is a function of the log before it. Under `shards`,
   * the offsets of the rows that another instance gave, where they were others.
   */
  readonly asOf: Readonly<Record<string, number | ShardOffsets>>;
  /** Event time of the user's latest event, ISO. */
  readonly time: string;
}

function isRecommendations(value: unknown): value is Recommendations {
  return (
    typeof value === 'object' &&
    value !== null &&
    'user' in value &&
    typeof value.user === 'string' &&
    'items' in value &&
    Array.isArray(value.items) &&
    'asOf' in value &&
    typeof value.asOf === 'object' &&
    value.asOf !== null &&
    'time' in value &&
    typeof value.time === 'string'
  );
}

/** A list as it stands in the topic; undefined for a tombstone and for what is no list. */
export function parseRecommendations(value: Buffer | null): Recommendations | undefined {
  if (value === null) return undefined;
  try {
    const parsed: unknown = JSON.parse(value.toString('utf8'));
    return isRecommendations(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** The latest list of every user, out of the compacted topic. */
export async function readPublished(kafka: RawKafka, topic: string): Promise<Map<string, Recommendations>> {
  const lists = new Map<string, Recommendations>();
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    for await (const { key, value } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      const user = key?.toString('utf8') ?? '';
      const list = parseRecommendations(value);
      if (list === undefined) lists.delete(user);
      else lists.set(user, list);
    }
  }
  return lists;
}
