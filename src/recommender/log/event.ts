import type { RawRecord } from '../../clients/kafka/records.ts';
import { longestHalfLife, type RecommenderSpec } from '../spec.ts';

const LONGEST_ID = 256;
const LARGEST_RATING = 1_000;
/** Milliseconds on both sides of 1970, some 35,000 years: differences of two times stay exact. */
const LARGEST_TIME = 2 ** 50;

/** A source record as the log keeps it. */
export interface LoggedEvent {
  readonly user: string;
  readonly item: string;
  readonly type: string;
  /** The weight itself, where the event carries one. */
  readonly rating: number | null;
  /** Event time, milliseconds since the epoch. */
  readonly time: number;
}

/** What a source record is to the recommender. `skipped`: nothing to learn from, e.g. a type without a weight. */
export type Reading =
  | { readonly kind: 'event'; readonly event: LoggedEvent }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'broken'; readonly reason: string };

const broken = (reason: string): Reading => ({ kind: 'broken', reason });
const skipped: Reading = { kind: 'skipped' };

/** Numbers below it are seconds: as milliseconds they would be before March 1973. */
const EARLIEST_MILLISECONDS = 1e11;

/** ISO text, or a number of seconds or milliseconds. Times without a zone are read as UTC: they order events, nothing else. */
function milliseconds(text: unknown): number | undefined {
  if (typeof text === 'number') return Math.round(Math.abs(text) < EARLIEST_MILLISECONDS ? text * 1_000 : text);
  if (typeof text !== 'string') return undefined;
  const zoned = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}

function idOf(value: unknown, field: string): { readonly id: string } | { readonly reason: string } {
  const id = typeof value === 'number' ? String(value) : value;
  if (typeof id !== 'string' || id === '') return { reason: `${field} is missing` };
  return id.length > LONGEST_ID ? { reason: `${field} is longer than ${LONGEST_ID} characters` } : { id };
}

/** Reads records of sources by a spec. Values are parsed once; nothing in them can make it throw. */
export class EventReader {
  readonly #spec: RecommenderSpec;

  constructor(spec: RecommenderSpec) {
    this.#spec = spec;
  }

  read(topic: string, record: RawRecord): Reading {
    if (record.value === null) return skipped;
    let value: unknown;
    try {
      value = JSON.parse(record.value.toString('utf8'));
    } catch {
      return broken('the value is not JSON');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return broken('the value is no JSON object');
    const { user, item, rating, time, weights } = this.#spec;
    const fields: Readonly<Record<string, unknown>> = { ...value };
    const type = this.#type(topic, fields);
    if (type === undefined) return broken('its event type is missing');
    const rated = rating === undefined ? undefined : fields[rating];
    const hasRating = rated !== undefined && rated !== null;
    if (!hasRating && (weights[type] ?? 0) === 0) return skipped;
    if (hasRating && !(Number.isInteger(rated) && Number(rated) > 0 && Number(rated) <= LARGEST_RATING)) {
      return broken(`${rating} is no whole number from 1 to ${LARGEST_RATING}`);
    }
    const [owner, thing] = [idOf(fields[user], user), idOf(fields[item], item)];
    if ('reason' in owner) return broken(owner.reason);
    if ('reason' in thing) return broken(thing.reason);
    const told = (time === undefined ? undefined : milliseconds(fields[time])) ?? record.timestamp;
    // Now is the largest time of all events: one from far in the future must not let everything fade.
    const at = Math.min(told, record.timestamp + (longestHalfLife(this.#spec) ?? Number.POSITIVE_INFINITY));
    if (Math.abs(at) > LARGEST_TIME) return broken('its time is out of range');
    const event = { user: owner.id, item: thing.id, type, rating: hasRating ? Number(rated) : null, time: at };
    return { kind: 'event', event };
  }

  #type(topic: string, fields: Readonly<Record<string, unknown>>): string | undefined {
    const { by, aliases, type } = this.#spec.types[topic] ?? {};
    if (by === undefined) return type ?? topic;
    const written = fields[by];
    return typeof written === 'string' ? (aliases?.[written] ?? written) : undefined;
  }
}

/** What an event says about the user's taste: its rating, or the weight of its type; 0 = nothing any more. */
export function weightOf(
  { type, rating }: Pick<LoggedEvent, 'type' | 'rating'>,
  weights: RecommenderSpec['weights'],
): number {
  return rating ?? weights[type] ?? 0;
}
