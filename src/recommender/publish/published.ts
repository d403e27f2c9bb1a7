import { committedRecords } from '../../clients/kafka/committed.ts';
import type { RawKafka } from '../../clients/kafka/fetch.ts';
import { partitionOf } from '../../clients/kafka/partition-of.ts';
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

/** The latest list of one user; undefined where none is written. Only the partition that holds it is read. */
export async function readPublishedFor(
  kafka: RawKafka,
  topic: string,
  user: string,
): Promise<Recommendations | undefined> {
  const partitions = (await kafka.partitions(topic)) ?? [];
  if (partitions.length === 0) return undefined;
  const wanted = Buffer.from(user);
  const partition = partitionOf(wanted, partitions.length);
  const { start, end } = await kafka.bounds(topic, partition);
  let list: Recommendations | undefined;
  for await (const { key, value } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
    if (key?.equals(wanted)) list = parseRecommendations(value);
  }
  return list;
}

/** The latest lists that were written, the newest first: of the last `most` records of each partition. */
export async function readNewestPublished(kafka: RawKafka, topic: string, most: number): Promise<Recommendations[]> {
  const found: { readonly at: number; readonly list: Recommendations }[] = [];
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    const newest = new Map<string, (typeof found)[number]>();
    const range = { from: Math.max(start, end - most), to: end };
    for await (const { key, value, timestamp } of committedRecords(kafka, topic, partition, range)) {
      const user = key?.toString('utf8') ?? '';
      const list = parseRecommendations(value);
      newest.delete(user);
      if (list !== undefined) newest.set(user, { at: timestamp, list });
    }
    found.push(...newest.values());
  }
  return found.sort((a, b) => b.at - a.at).map(({ list }) => list);
}
