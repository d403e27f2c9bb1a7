import { committedRecords } from '../../clients/kafka/committed.ts';
import type { KafkaReader } from '../../clients/kafka/reader.ts';
import type { Rule, TopicTypes } from '../spec.ts';
import { type Expected, NaiveAlerts } from './naive-alerts.ts';
import { naiveRecord } from './naive-record.ts';
import { type NaiveRecord, naiveVerdict } from './naive-rule.ts';
import type { Moment } from './naive-silence.ts';

/** What the committed records of one partition make, by the rules of its topic. */
export interface Recomputed {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly unreadable: number;
  readonly alerts: readonly Expected[];
  /** By rule: events that match. */
  readonly matched: ReadonlyMap<string, number>;
  /** By rule about silence: when its records came. */
  readonly moments: ReadonlyMap<string, readonly Moment[]>;
}

export interface RecomputedPlace {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
}

/** Reads the records of a partition again, and computes everything that rules make of them. */
export async function recompute(
  kafka: KafkaReader,
  place: RecomputedPlace,
  rules: readonly Rule[],
  types: TopicTypes,
): Promise<Recomputed> {
  const { topic, partition } = place;
  const counting = rules.filter(({ absent }) => absent === undefined).map((rule) => new NaiveAlerts(rule, types));
  const silent = rules.filter(({ absent }) => absent !== undefined);
  const moments = new Map(silent.map(({ name }) => [name, [] as Moment[]]));
  const alerts: Expected[] = [];
  let [records, unreadable] = [0, 0];
  for await (const raw of committedRecords(kafka, topic, partition, place)) {
    const record = naiveRecord(partition, raw, types);
    const before = counting.reduce((sum, { unclear }) => sum + unclear, 0);
    const silence = silent.map((rule) => ({ rule, concern: concernOf(rule, types, record) }));
    alerts.push(...counting.flatMap((rule) => rule.take(record) ?? []));
    for (const { rule, concern } of silence) {
      if (concern === 'yes' && hasTime(record)) moments.get(rule.name)?.push([raw.timestamp, partition, raw.offset]);
    }
    const unclear = counting.reduce((sum, one) => sum + one.unclear, 0) > before;
    if (record.broken || unclear || silence.some(({ concern }) => concern === 'unclear')) unreadable++;
    records++;
  }
  const matched = [
    ...counting.map(({ rule, matched: count }) => [rule.name, count] as const),
    ...[...moments].map(([name, all]) => [name, all.length] as const),
  ];
  return { ...place, records, unreadable, alerts, matched: new Map(matched), moments };
}

/** Only what has a time of four digits of a year is in time. */
const hasTime = ({ timestamp }: NaiveRecord): boolean => {
  const date = new Date(timestamp);
  return !Number.isNaN(date.getTime()) && /^(?!0000)\d{4}-/.test(date.toISOString());
};

/** Whether a record ends the silence that a rule is about. Without conditions every record does. */
function concernOf(rule: Rule, types: TopicTypes, record: NaiveRecord): 'yes' | 'no' | 'unclear' {
  if (rule.type === undefined && rule.where === undefined) return 'yes';
  const verdict = naiveVerdict(rule, types, record);
  return typeof verdict === 'string' ? verdict : 'yes';
}
