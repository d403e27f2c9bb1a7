import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { FoundAlert } from '../found-alerts.ts';

/** docs/alerts.md: longer events stand in no alert. */
const LONGEST = 32_768;
/** So many alerts of earlier rules are held against their events; each is a look at the topic. */
const LOOKED_AT = 1_000;

/**
 * What an alert of a rule as it was before cannot have been: its rule is not known any more, its trigger is. Why, by
 * key; an alert whose trigger retention has removed is not among them.
 */
export async function forgedOf(
  kafka: KafkaReader,
  alerts: readonly FoundAlert[],
): Promise<ReadonlyMap<string, string>> {
  const forged = new Map<string, string>();
  for (const alert of alerts.slice(0, LOOKED_AT)) {
    const why = await whyForged(kafka, alert);
    if (why !== undefined) forged.set(alert.key, why);
  }
  return forged;
}

async function whyForged(kafka: KafkaReader, { topic, partition, offset, value }: FoundAlert) {
  if ((await kafka.partitions(topic))?.includes(partition) !== true) return 'there is no such partition';
  const { start, end } = await kafka.bounds(topic, partition);
  if (offset < start) return undefined;
  if (offset >= end) return 'its trigger is after the end of the topic';
  for await (const record of committedRecords(kafka, topic, partition, { from: offset, to: offset + 1 })) {
    const text = record.value?.toString() ?? '';
    const isQuoted = text.length > LONGEST || value.includes('"absent":') || value.includes(text);
    return isQuoted ? undefined : 'its trigger says something else than the event there';
  }
  return 'there is no event at its trigger';
}
