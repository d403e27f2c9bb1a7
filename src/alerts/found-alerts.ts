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

/** A record of a topic of alerts that is none. */
interface Stranger {
  readonly partition: number;
  readonly offset: number;
  readonly why: string;
}

/** What a topic of alerts holds, as it was written last under each key. */
export interface AlertTopic {
  readonly alerts: ReadonlyMap<string, FoundAlert>;
  readonly strangers: readonly Stranger[];
}

/** The alerts in a topic, by key, as they were written last; none where it does not exist. */
export async function foundAlerts(kafka: KafkaReader, topic: string): Promise<ReadonlyMap<string, FoundAlert>> {
  return (await readAlertTopic(kafka, topic)).alerts;
}

/** Everything in a topic of alerts; nothing where it does not exist. */
export async function readAlertTopic(kafka: KafkaReader, topic: string): Promise<AlertTopic> {
  const alerts = new Map<string, FoundAlert>();
  const strangers = new Map<string, Stranger>();
  for (const partition of (await kafka.partitions(topic)) ?? []) {
    const { start, end } = await kafka.bounds(topic, partition);
    for await (const { key, value, offset } of committedRecords(kafka, topic, partition, { from: start, to: end })) {
      const name = key?.toString() ?? '';
      alerts.delete(name);
      strangers.delete(name);
      if (value === null) continue;
      const alert = foundAlert(key, value);
      const why = alert === undefined ? 'it is no alert' : misplaced(alert);
      if (alert !== undefined && why === undefined) alerts.set(name, alert);
      else strangers.set(key === null ? `${partition}@${offset}` : name, { partition, offset, why: why ?? '' });
    }
  }
  return { alerts, strangers: [...strangers.values()] };
}

/** An alert has the coordinates of its trigger as key. */
function misplaced({ key, topic, partition, offset, rule }: FoundAlert): string | undefined {
  return key === `${topic}-${partition}@${offset}/${rule}` ? undefined : 'its key is not that of the alert in it';
}
