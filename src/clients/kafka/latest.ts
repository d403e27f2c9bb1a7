import { committedRecords } from './committed.ts';
import type { KafkaReader } from './reader.ts';

/**
 * Latest value of each key of a compacted one-partition topic, as JSON, where `accepts` knows it; a topic that is not
 * there is empty. Read without a consumer group. What a later version wrote is left to it.
 */
export async function latestValues<T>(
  kafka: KafkaReader,
  topic: string,
  accepts: (value: unknown) => value is T,
): Promise<readonly T[]> {
  if ((await kafka.partitions(topic)) === undefined) return [];
  const { start, end } = await kafka.bounds(topic, 0);
  const found = new Map<string, T>();
  for await (const { key, value } of committedRecords(kafka, topic, 0, { from: start, to: end })) {
    const name = key?.toString() ?? '';
    const parsed = value === null ? undefined : parsedJson(value.toString());
    if (accepts(parsed)) found.set(name, parsed);
    else if (value === null) found.delete(name);
  }
  return [...found.values()];
}

/** undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
