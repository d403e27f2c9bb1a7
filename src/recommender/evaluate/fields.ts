import { member, own, type Values } from '../../base/values.ts';
import { idOf } from '../ingest/ids.ts';
import type { FileTimes } from './file-times.ts';

/** Which fields of a record are what, and what an event weighs. */
export interface Fields {
  readonly user: string;
  readonly item: string;
  readonly rating?: string | undefined;
  readonly time?: string | undefined;
  readonly type?: string | undefined;
  /** Other spellings of types. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
  /** By event type; without it every event without a rating weighs 1. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

/** An event to test and to learn. */
export interface RatedEvent {
  readonly user: string;
  readonly item: string;
  /** Above 0; may have decimals until `wholeWeights`. */
  readonly weight: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** What a row says, or why it says nothing. `fallback`: the time of rows in whose file events have none. */
export function eventOf(row: Values, fields: Fields, times: FileTimes, fallback: number): RatedEvent | string {
  const [user, item] = [idOf(member(row, fields.user), fields.user), idOf(member(row, fields.item), fields.item)];
  if ('reason' in user) return user.reason;
  if ('reason' in item) return item.reason;
  const time = fields.time === undefined ? fallback : times.read(member(row, fields.time));
  if (time === undefined) return `${fields.time} is no ${times.format ?? 'time'}`;
  const weight = weightOf(row, fields);
  if (weight === undefined) return `${fields.rating} is no number`;
  return weight > 0 ? { user: user.id, item: item.id, weight, time } : 'it has no weight';
}

function weightOf(row: Values, { rating, type, aliases = {}, weights }: Fields): number | undefined {
  const rated = rating === undefined ? undefined : member(row, rating);
  if (typeof rated === 'number') return rated;
  if (rated !== undefined && rated !== null && rated !== '') return undefined;
  if (weights === undefined) return 1;
  const written = type === undefined ? '' : String(member(row, type));
  return own(weights, own(aliases, written) ?? written) ?? 0;
}

const SCALES = [1, 2, 10, 100];

/** The counters take whole weights: half stars are counted in halves, decimals in tenths or hundredths. */
export function wholeWeights(events: readonly RatedEvent[]): { readonly events: RatedEvent[]; readonly scale: number } {
  const scale = SCALES.find((times) => events.every(({ weight }) => Number.isInteger(weight * times))) ?? 100;
  const whole = events.map((event) => ({ ...event, weight: Math.max(1, Math.round(event.weight * scale)) }));
  return { events: scale === 1 ? [...events] : whole, scale };
}
