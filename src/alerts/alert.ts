import type { Counted } from './rules/counting.ts';
import { instantText } from './rules/instant.ts';
import type { Rule } from './spec.ts';

/** A longer event stands in no alert: its coordinates do. In characters. */
export const LONGEST_EVENT = 32_768;

export interface Coordinates {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** The key of an alert's record: a repeat is the same record. */
export const alertKey = ({ topic, partition, offset }: Coordinates, rule: string): string =>
  `${topic}-${partition}@${offset}/${rule}`;

/** What an alert of matching events says, beside the rule. */
export interface Fired {
  readonly topic: string;
  readonly partition: number;
  /** The event that made it. */
  readonly trigger: Counted;
  /** Those that led to it, oldest first. */
  readonly events: readonly Counted[];
  /** Value of the rule's `per`. */
  readonly per?: string;
}

/** The value of an alert's record (docs/alerts.md). Events stand in it as they were written, digit by digit. */
export function alertValue(rule: Rule, definition: string, fired: Fired): string {
  const { topic, partition, trigger, events, per } = fired;
  const head = {
    rule: rule.name,
    definition,
    topic,
    ...(rule.type === undefined ? {} : { type: rule.type }),
    ...(per === undefined ? {} : { per: { field: rule.per?.field, value: per } }),
  };
  const one = (event: Counted) => eventText(partition, event);
  return `${JSON.stringify(head).slice(0, -1)},"trigger":${one(trigger)},"events":[${events.map(one).join(',')}]}`;
}

function eventText(partition: number, { offset, at, text }: Counted): string {
  const place = JSON.stringify({ partition, offset, time: instantText(at) });
  return `${place.slice(0, -1)},"event":${text ?? 'null'}}`;
}
