import { timeReader } from '../../base/event-time.ts';
import type { Instant } from '../../base/time.ts';
import { member } from '../../base/values.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';
import type { FieldType, Rule, TopicTypes } from '../spec.ts';
import { isOfType, testOf } from './condition.ts';
import { recordInstant } from './instant.ts';
import { digitsOf, type ReadEvent, type Unreadable } from './read-event.ts';

/** An event that is of the rule's type and meets its conditions. */
export interface Match {
  /** When it happened. */
  readonly at: Instant;
  /** Value of `per`, as text. */
  readonly per?: string;
}

type Found = { readonly value: unknown } | Unreadable | undefined;

/** Tells whether events match one rule. */
export class Matcher {
  readonly rule: Rule;
  readonly #by: string | undefined;
  readonly #tests;
  readonly #time;

  constructor(rule: Rule, { by }: TopicTypes) {
    this.rule = rule;
    this.#by = by;
    this.#tests = (rule.where ?? []).map((condition) => ({ ...condition, test: testOf(condition.bounds) }));
    this.#time = rule.time === undefined ? undefined : timeReader(rule.time);
  }

  /** Undefined where the event does not match; the reason where the rule cannot tell. */
  match(event: ReadEvent, record: Pick<RawRecord, 'timestamp'>): Match | Unreadable | undefined {
    const { type, per, count, time } = this.rule;
    if (type !== undefined && event.type !== type) return undefined;
    let holds = true;
    for (const condition of this.#tests) {
      const found = this.#find(event, condition.field, condition);
      if (found !== undefined && 'unreadable' in found) return found;
      if (found === undefined || !condition.test(found.value, () => digitsOf(event, condition.field))) holds = false;
    }
    if (!holds) return undefined;
    const key = per === undefined ? undefined : this.#find(event, per.field, per);
    if (key !== undefined && 'unreadable' in key) return key;
    if (per !== undefined && key === undefined) return undefined;
    const told = time === undefined ? undefined : this.#time?.(member(event.fields, time.field));
    if (time !== undefined && told === undefined && count !== undefined) {
      return { unreadable: `\`${time.field}\` is no time of the contract` };
    }
    const at = told ?? recordInstant(record);
    if (at === undefined) return { unreadable: 'the time of its record is out of range' };
    if (per === undefined) return { at };
    const text = typeof key?.value === 'number' ? digitsOf(event, per.field) : String(key?.value);
    return { at, per: text };
  }

  /** The value of a field; undefined where an optional one has none. */
  #find(event: ReadEvent, field: string, { type, required }: FieldType): Found {
    const value = field === this.#by ? event.type : (member(event.fields, field) ?? null);
    if (value === null) return required ? { unreadable: `\`${field}\` is missing` } : undefined;
    return isOfType(value, type) ? { value } : { unreadable: `\`${field}\` is no ${type}` };
  }
}
