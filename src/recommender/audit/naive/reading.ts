import type { TimeFormat } from '../../../base/event-time.ts';
import type { RecommenderSpec } from '../../spec.ts';
import { inFourDigits, naiveEpoch, naiveInstant } from './instant.ts';

/** What a source record must become: an event of the log, a dead letter, or nothing. */
export type NaiveReading =
  | { readonly is: 'event'; readonly fields: EventFields }
  | { readonly is: 'broken' }
  | { readonly is: 'nothing' };

/** An event's own fields, as the log must hold them. */
export interface EventFields {
  readonly user: string;
  readonly item: string;
  readonly type: string;
  readonly rating: number | null;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

const nothing: NaiveReading = { is: 'nothing' };
const broken: NaiveReading = { is: 'broken' };

/** A number as it is written: what JSON.parse alone would round. */
class Written {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

const strictly = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parsed(value: Buffer): Map<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(
      strictly.decode(value),
      (_, member: unknown, context?: { readonly source?: string }) =>
        typeof member === 'number' ? new Written(context?.source ?? '') : member,
    );
    return read !== null && typeof read === 'object' && !Array.isArray(read) && !(read instanceof Written)
      ? new Map(Object.entries(read))
      : undefined;
  } catch {
    return undefined;
  }
}

const number = (value: unknown): number => (value instanceof Written ? Number(value.digits) : Number.NaN);

/** A text has only whole characters when it survives the way through UTF-8. */
const whole = (text: string): boolean => Buffer.from(text).toString() === text;

function id(value: unknown): string | undefined {
  if (value instanceof Written) {
    const { digits } = value;
    const small = Math.abs(Number(digits)) <= 2 ** 53 - 1 && Number(digits) % 1 === 0;
    // 7.0 and 7e0 are 7.
    if (small) return BigInt(Number(digits)).toString();
    return /[.e]/i.test(digits) || digits.length > 256 ? undefined : digits;
  }
  return typeof value === 'string' && value.length >= 1 && value.length <= 256 && whole(value) ? value : undefined;
}

function instantIn(format: TimeFormat | undefined, told: unknown): number | undefined {
  if (format === undefined) return naiveInstant(told instanceof Written ? Number(told.digits) : told);
  const inText = format.text === true;
  if (inText !== (typeof told === 'string') || (!inText && !(told instanceof Written))) return undefined;
  return naiveEpoch(told instanceof Written ? String(Number(told.digits)) : String(told), format);
}

/** Reads a source record after the words of docs/recommender.md, without the code that fills the log. */
export function readNaively(
  spec: RecommenderSpec,
  topic: string,
  record: { readonly value: Buffer | null; readonly timestamp: number; readonly unreadable?: string },
): NaiveReading {
  if (record.value === null) return nothing;
  const fields = record.unreadable === undefined ? parsed(record.value) : undefined;
  if (fields === undefined) return broken;
  const { by, aliases = {}, type: only = topic } = spec.types[topic] ?? {};
  const written = by === undefined ? only : fields.get(by);
  if (typeof written !== 'string' || !whole(written)) return broken;
  const type = by === undefined ? written : (new Map(Object.entries(aliases)).get(written) ?? written);
  const rated = spec.rating === undefined ? null : (fields.get(spec.rating) ?? null);
  const weight = new Map(Object.entries(spec.weights)).get(type) ?? 0;
  if (rated === null && weight === 0) return nothing;
  const rating = number(rated) % 1 === 0 && number(rated) >= 1 && number(rated) <= 1000 ? number(rated) : null;
  const [user, item] = [id(fields.get(spec.user)), id(fields.get(spec.item))];
  if (user === undefined || item === undefined || (rated !== null && rating === null)) return broken;
  const told = spec.time === undefined ? null : (fields.get(spec.time) ?? null);
  const said = told === null ? record.timestamp : instantIn(spec.types[topic]?.time, told);
  if (said === undefined) return broken;
  const { popularity = 0, profile = 0 } = spec.decay ?? {};
  const time = spec.decay === undefined ? said : Math.min(said, record.timestamp + Math.max(popularity, profile));
  return inFourDigits(time) ? { is: 'event', fields: { user, item, type, rating, time } } : broken;
}
