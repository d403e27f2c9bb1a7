import { isUtf8 } from 'node:buffer';
import { type Decimal, digitsOf, parseDecimal } from '../base/decimal.ts';
import { parseWithDigits } from '../base/json.ts';
import { isRecord, member, own, type Values } from '../base/values.ts';
import type { RawRecord } from '../clients/kafka/records.ts';
import type { EventContract, Field } from '../language/model.ts';

/** The value of a record, read once. */
export interface Event {
  /** The type as it is stored, where the event is a union. */
  readonly type: string | undefined;
  /** Numbers as doubles: `numberIn` and `digitsIn` know what was written. */
  readonly fields: Values;
  readonly text: string;
}

/** What a record is. `empty`: a tombstone. Reasons name no values, so that there are few. */
export type Reading =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly reason: string };

const broken = (reason: string): Reading => ({ kind: 'broken', reason });
/** The whole of why would be many different reasons. */
const undecodable = 'the value is not in its topic’s format';
const empty: Reading = { kind: 'empty' };

/** A number of fewer digits than these is the same as a double, written with the fewest digits. */
const LONG_NUMBER = /[\d.]{16}/;
/** As JSON writes one. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
const EXPONENT = /\d[eE]/;
/** Larger numbers would take all memory once they are added up. */
const MOST_DIGITS = 400;

/** Reads records by the contract of their topic, as far as it has one. Nothing in them can make it throw. */
export class EventReader {
  readonly #contract: EventContract | undefined;

  constructor(contract: EventContract | undefined) {
    this.#contract = contract;
  }

  read({ value, unreadable }: Pick<RawRecord, 'value' | 'unreadable'>): Reading {
    if (value === null) return empty;
    if (unreadable !== undefined) return broken(undecodable);
    if (!isUtf8(value)) return broken('the value is not UTF-8');
    const text = value.toString('utf8');
    let fields: unknown;
    try {
      fields = JSON.parse(text);
    } catch {
      return broken('the value is not JSON');
    }
    if (!isRecord(fields)) return broken('the value is no JSON object');
    const { by, aliases = {}, types = {} } = this.#contract ?? {};
    if (by === undefined) return { kind: 'event', event: { type: undefined, fields, text } };
    const written = member(fields, by);
    if (typeof written !== 'string') return broken(`${by} is missing, or no text`);
    const type = own(aliases, written) ?? written;
    if (!Object.hasOwn(types, type)) return broken(`${by} is none of its types`);
    return { kind: 'event', event: { type, fields, text } };
  }

  /** The field that tells types apart. */
  get by(): string | undefined {
    return this.#contract?.by;
  }

  /** What the contract says of a field of events of a type. */
  field(name: string, type: string | undefined): Field | undefined {
    const { fields = {}, types = {} } = this.#contract ?? {};
    return own(fields, name) ?? (type === undefined ? undefined : own(own(types, type) ?? {}, name));
  }
}

/**
 * The number in a field, as it is written, in a text too where the contract says that it is one; undefined where there
 * is none, or none that can be added up.
 */
export function numberIn({ fields, text }: Event, name: string, field?: Field): Decimal | undefined {
  const value = member(fields, name);
  const isText = typeof value === 'string' && field?.type === 'string' && field.format === 'decimal';
  if (isText) return NUMBER.test(value) ? addable(value) : undefined;
  if (typeof value !== 'number') return undefined;
  // Exact digits cost several times as much, and few numbers need them.
  const written = LONG_NUMBER.test(text) || EXPONENT.test(text) ? writtenIn(text, name) : String(value);
  return addable(written);
}

function addable(written: string): Decimal | undefined {
  const decimal = parseDecimal(written);
  if (decimal === undefined || Math.abs(decimal.scale) > MOST_DIGITS || digitsOf(decimal) > MOST_DIGITS)
    return undefined;
  return decimal;
}

/** A number in a field as text, a whole one with all its digits. */
export function digitsIn(value: number, { text }: Event, name: string): string {
  const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
  return String(isRounded ? member(parseWithDigits(text), name) : value);
}

/** The event for people to see: whole numbers that a double would round are their digits. */
export function asWritten(event: Event): Event {
  if (!LONG_NUMBER.test(event.text)) return event;
  const fields = parseWithDigits(event.text);
  return isRecord(fields) ? { ...event, fields } : event;
}

class Written {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

function writtenIn(text: string, name: string): string {
  const fields: unknown = JSON.parse(text, (key: string, value: unknown, context?: { readonly source?: string }) =>
    key === name && typeof value === 'number' ? new Written(context?.source ?? String(value)) : value,
  );
  const number = member(fields, name);
  return number instanceof Written ? number.digits : '';
}
