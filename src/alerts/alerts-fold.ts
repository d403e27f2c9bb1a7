import { digest } from '../base/canonical.ts';
import { isInstant } from '../base/time.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import type { Fold, Output } from '../streams/fold.ts';
import { alertKey, alertValue, LONGEST_EVENT } from './alert.ts';
import { decodeAlerts, encodeAlerts } from './encode-alerts.ts';
import { emptyAlerts, type PartitionAlerts, type RuleState } from './partition-alerts.ts';
import { type Match, Matcher } from './rules/matcher.ts';
import { type ReadEvent, readEvent } from './rules/read-event.ts';
import { type AlertsSpec, definitionOf, type Rule, rulesOf, typesOf } from './spec.ts';

/** Version of what rules mean: states of other meanings are not taken up. */
const MEANING = 1;

/** The rules about one topic, partition by partition. */
export class AlertsFold implements Fold<PartitionAlerts> {
  readonly digest: string;
  readonly #topic: string;
  readonly #rules: readonly Rule[];
  readonly #types;
  readonly #matchers;
  /** Rules about silence that take every record, whatever is in it. */
  readonly #anyRecord: readonly Rule[];

  constructor(spec: AlertsSpec, topic: string) {
    this.#topic = topic;
    this.#rules = rulesOf(spec, topic);
    this.#types = typesOf(spec, topic);
    this.digest = digest({
      meaning: MEANING,
      rules: this.#rules.map(({ to: _, ...rule }) => rule),
      types: this.#types,
    });
    this.#anyRecord = this.#rules.filter(takesAnyRecord);
    this.#matchers = this.#rules
      .filter((rule) => !takesAnyRecord(rule))
      .map((rule) => ({ matcher: new Matcher(rule, this.#types), definition: definitionOf(rule, this.#types) }));
  }

  initial(): PartitionAlerts {
    return emptyAlerts(this.#rules);
  }

  apply(state: PartitionAlerts, partition: number, records: readonly RawRecord[]): readonly Output[] {
    const outputs: Output[] = [];
    for (const record of records) {
      const { offset, timestamp } = record;
      for (const { name } of this.#anyRecord) {
        const rule = state.rules.get(name);
        if (rule === undefined) continue;
        rule.matched++;
        if (isInstant(timestamp)) rule.gaps?.add({ time: timestamp, offset });
      }
      if (record.value === null) continue;
      const event = record.unreadable === undefined ? readEvent(record.value, this.#types) : unread(record.unreadable);
      if ('unreadable' in event) note(state, offset, event.unreadable);
      else this.#judge(state, partition, record, event, outputs);
    }
    return outputs;
  }

  encode(state: PartitionAlerts): Buffer {
    return encodeAlerts(state);
  }

  decode(bytes: Buffer): PartitionAlerts {
    return decodeAlerts(bytes, this.#rules);
  }

  metrics({ unreadable, rules }: PartitionAlerts): Readonly<Record<string, number>> {
    const states = [...rules.values()];
    const sum = (number: (state: RuleState) => number) => states.reduce((total, one) => total + number(one), 0);
    return {
      unreadable,
      alerts: sum(({ fired }) => fired),
      keys: sum(({ counting }) => counting.open.size),
      evicted: sum(({ counting }) => counting.evicted),
      ...Object.fromEntries([...rules].map(([name, { matched }]) => [`matched ${name}`, matched])),
      ...Object.fromEntries([...rules].map(([name, { fired }]) => [`alerts ${name}`, fired])),
    };
  }

  #judge(state: PartitionAlerts, partition: number, record: RawRecord, event: ReadEvent, outputs: Output[]): void {
    const { offset, timestamp } = record;
    let reason: string | undefined;
    for (const { matcher, definition } of this.#matchers) {
      const { rule } = matcher;
      const known = state.rules.get(rule.name);
      const match = matcher.match(event, record);
      if (known === undefined || match === undefined) continue;
      if ('unreadable' in match) {
        reason ??= match.unreadable;
        continue;
      }
      known.matched++;
      if (known.gaps !== undefined) known.gaps.add({ time: timestamp, offset });
      else {
        const value = this.#fire(rule, definition, known, partition, offset, match, event);
        if (value === undefined) continue;
        known.fired++;
        const key = Buffer.from(alertKey({ topic: this.#topic, partition, offset }, rule.name));
        outputs.push({ topic: rule.to, key, value: Buffer.from(value), timestamp });
      }
    }
    if (reason !== undefined) note(state, offset, reason);
  }

  /** The alert that a matching event makes, if it does. */
  #fire(
    rule: Rule,
    definition: string,
    { counting }: RuleState,
    partition: number,
    offset: number,
    { at, per }: Match,
    event: ReadEvent,
  ): string | undefined {
    const trigger = { offset, at, ...(event.text.length > LONGEST_EVENT ? {} : { text: event.text }) };
    const events = rule.count === undefined ? [] : counting.take(per ?? '', trigger);
    if (events === undefined) return undefined;
    const fired = { topic: this.#topic, partition, trigger, events, ...(per === undefined ? {} : { per }) };
    return alertValue(rule, definition, fired);
  }
}

/** Whether a rule is about silence of the topic as a whole. */
const takesAnyRecord = ({ absent, type, where }: Rule): boolean =>
  absent !== undefined && type === undefined && where === undefined;

const unread = (unreadable: string) => ({ unreadable });

function note(state: PartitionAlerts, offset: number, reason: string): void {
  state.unreadable++;
  state.lastUnreadable = { offset, reason };
}
