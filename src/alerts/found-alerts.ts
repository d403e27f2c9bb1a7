import { instantOf } from '../base/time.ts';
import { member, text } from '../base/values.ts';
import { committedRecords } from '../clients/kafka/committed.ts';
import { parsedJson } from '../clients/kafka/latest.ts';
import type { KafkaReader } from '../clients/kafka/reader.ts';

/** An alert as its topic holds it. */
export interface FoundAlert {
  readonly key: string;
  readonly value: string;
  readonly rule: string;
  readonly definition: string;
  readonly topic: string;
  /** Of its trigger. */
  readonly partition: number;
  readonly offset: number;
  /** When it happened, milliseconds since 1970. */
  readonly time: number;
}

/** What a record of a topic of alerts says; undefined for what is no alert. */
export function foundAlert(key: Buffer | null, value: Buffer): FoundAlert | undefined {
  const parsed = parsedJson(value.toString());
  const trigger = member(parsed, 'trigger');
  const [rule, definition, topic] = ['rule', 'definition', 'topic'].map((name) => text(member(parsed, name)));
  const [partition, offset] = ['partition', 'offset'].map((name) => member(trigger, name));
  if (rule === undefined || definition === undefined || topic === undefined) return undefined;
  if (typeof partition !== 'number' || typeof offset !== 'number') return undefined;
  const time = instantOf(member(trigger, 'time')) ?? 0;
  return { key: key?.toString() ?? '', value: value.toString(), rule, definition, topic, partition, offset, time };
}

/** The alerts in a topic, by key, as they were written last; none where it does not exist. */
export async function foundAlerts(kafka: KafkaReader, topic: string): Promise<ReadonlyMap<string, FoundAlert>> {
  const found = new Map<string, FoundAlert>();
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    for await (const { key, value } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      const alert = value === null ? undefined : foundAlert(key, value);
      if (alert !== undefined) found.set(alert.key, alert);
      else if (value === null) found.delete(key?.toString() ?? '');
    }
  }
  return found;
}
