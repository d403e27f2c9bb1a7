import { isRecord } from '../../base/values.ts';
import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { NaiveRecommendation } from './naive/list.ts';
import type { AsOf } from './prove-lists.ts';

/** A record of the recommendations topic, read after docs/recommender.md. */
export interface PublishedList {
  readonly user: string;
  readonly items: readonly NaiveRecommendation[];
  readonly model: string;
  readonly asOf: AsOf;
}

function itemOf(value: unknown): NaiveRecommendation[] {
  if (!isRecord(value)) return [];
  const { item, score, because } = value;
  if (typeof item !== 'string' || typeof score !== 'number' || !Array.isArray(because)) return [];
  return [{ item, score, because: because.filter((one) => typeof one === 'string') }];
}

/** The offsets under `asOf`: of the log's topic, and under `shards` those of rows that are as of others. */
export function parseAsOf(asOf: unknown, log: string): AsOf | undefined {
  const offset = isRecord(asOf) ? asOf[log] : undefined;
  if (!isRecord(asOf) || typeof offset !== 'number') return undefined;
  const shards = isRecord(asOf.shards) ? Object.entries(asOf.shards).map(([shard, at]) => [shard, Number(at)]) : [];
  return { log: offset, shards: Object.fromEntries(shards) };
}

/** A list as it travels in the topic and over HTTP; undefined when the value is none. */
function parsePublished(text: string, log: string): PublishedList | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !Array.isArray(value.items)) return undefined;
  const { user, model, items } = value;
  const asOf = parseAsOf(value.asOf, log);
  if (typeof user !== 'string' || typeof model !== 'string' || asOf === undefined) return undefined;
  return { user, model, items: items.flatMap(itemOf), asOf };
}

/** By user; `undefined` for a value that is no list. */
export type PublishedLists = ReadonlyMap<string, PublishedList | undefined>;

/** The latest list of every user; tombstones take a user away. */
export async function readLists(kafka: KafkaReader, topic: string, log: string): Promise<PublishedLists> {
  const lists = new Map<string, PublishedList | undefined>();
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    for await (const { key, value } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      const user = key?.toString() ?? '';
      if (value === null) lists.delete(user);
      else lists.set(user, parsePublished(value.toString(), log));
    }
  }
  return lists;
}
