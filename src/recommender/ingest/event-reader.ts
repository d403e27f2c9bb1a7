import { isUtf8 } from 'node:buffer';
import { timeReader } from '../../base/event-time.ts';
import { parseWithDigits } from '../../base/json.ts';
import { instantOf, isInstant } from '../../base/time.ts';
import { isRecord, member, own, type Values } from '../../base/values.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';
import { type LoggedEvent, weightOf } from '../log/logged-event.ts';
import { longestHalfLife, type RecommenderSpec } from '../spec.ts';
import { idOf, isRounded } from './ids.ts';

const LARGEST_RATING = 1_000;

/** What a source record is to the recommender. `skipped`: nothing to learn from, e.g. a type without a weight. */
export type Reading =
  | { readonly kind: 'event'; readonly event: LoggedEvent }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'broken'; readonly reason: string };

const broken = (reason: string): Reading => ({ kind: 'broken', reason });
const skipped: Reading = { kind: 'skipped' };

/** Reads records of sources by a spec. Values are parsed once; nothing in them can make it throw. */
export class EventReader {
  readonly #spec: RecommenderSpec;
  /** By topic. */
  readonly #times = new Map<string, ReturnType<typeof timeReader>>();

  constructor(spec: RecommenderSpec) {
    this.#spec = spec;
  }

  read(topic: string, record: RawRecord): Reading {
    if (record.value === null) return skipped;
    if (record.unreadable !== undefined) return broken(record.unreadable);
    if (!isUtf8(record.value)) return broken('the value is not UTF-8');
    let value: unknown;
    try {
      value = this.#parse(record.value.toString('utf8'));
    } catch {
      return broken('the value is not JSON');
    }
    if (!isRecord(value)) return broken('the value is no JSON object');
    return this.#event(topic, value, record.timestamp);
  }

  /** Exact digits cost several times as much, and few ids need them. */
  #parse(text: string): unknown {
    const { user, item } = this.#spec;
    const value: unknown = JSON.parse(text);
    return isRounded(member(value, user)) || isRounded(member(value, item)) ? parseWithDigits(text) : value;
  }

  #event(topic: string, fields: Values, recorded: number): Reading {
    const { user, item, rating, time, weights } = this.#spec;
    const type = this.#type(topic, fields);
    if (typeof type === 'object') return type;
    const rated = rating === undefined ? null : (member(fields, rating) ?? null);
    if (rated === null && weightOf({ type, rating: null }, weights) === 0) return skipped;
    if (rated !== null && !isRating(rated)) return broken(`${rating} is no whole number from 1 to ${LARGEST_RATING}`);
    const [owner, thing] = [idOf(member(fields, user), user), idOf(member(fields, item), item)];
    if ('reason' in owner) return broken(owner.reason);
    if ('reason' in thing) return broken(thing.reason);
    const told = time === undefined ? null : (member(fields, time) ?? null);
    const instant = told === null ? recorded : this.#instant(topic, told);
    if (instant === undefined) return broken(`${time} is no time`);
    // Now is the largest time of all events: one from far in the future must not let everything fade.
    const at = Math.min(instant, recorded + (longestHalfLife(this.#spec) ?? Number.POSITIVE_INFINITY));
    if (!isInstant(at)) return broken('the time of its record is out of range');
    return { kind: 'event', event: { user: owner.id, item: thing.id, type, rating: rated, time: at } };
  }

  #instant(topic: string, told: unknown): number | undefined {
    const format = this.#spec.types[topic]?.time;
    if (format === undefined) return instantOf(told);
    const reader = this.#times.get(topic) ?? timeReader(format);
    this.#times.set(topic, reader);
    const instant = reader(told);
    return instant === undefined ? undefined : instant.seconds * 1_000 + Math.floor(instant.micros / 1_000);
  }

  #type(topic: string, fields: Values): string | Reading {
    const { by, aliases = {}, type } = this.#spec.types[topic] ?? {};
    if (by === undefined) return type ?? topic;
    const written = member(fields, by);
    if (typeof written !== 'string') return broken('its event type is missing');
    return written.isWellFormed() ? (own(aliases, written) ?? written) : broken('its event type is no Unicode text');
  }
}

const isRating = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= LARGEST_RATING;
