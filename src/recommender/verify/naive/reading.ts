import type { RecommenderSpec } from '../../spec.ts';

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

function parsed(value: Buffer): Map<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(value.toString());
    return read !== null && typeof read === 'object' && !Array.isArray(read)
      ? new Map(Object.entries(read))
      : undefined;
  } catch {
    return undefined;
  }
}

function id(value: unknown): string | undefined {
  const text = typeof value === 'number' ? `${value}` : value;
  return typeof text === 'string' && text.length >= 1 && text.length <= 256 ? text : undefined;
}

function instant(value: unknown): number | undefined {
  if (typeof value === 'number') return Math.round(value < 1e11 && value > -1e11 ? 1000 * value : value);
  if (typeof value !== 'string') return undefined;
  const local = value.includes('T') && !/(Z|[+-]\d{2}:?\d{2})$/i.test(value);
  const time = new Date(local ? `${value}Z` : value).getTime();
  return Number.isFinite(time) ? time : undefined;
}

/** Reads a source record after the words of docs/recommender.md, without the code that fills the log. */
export function readNaively(
  spec: RecommenderSpec,
  topic: string,
  record: { readonly value: Buffer | null; readonly timestamp: number },
): NaiveReading {
  if (record.value === null) return nothing;
  const fields = parsed(record.value);
  if (fields === undefined) return broken;
  const { by, aliases = {}, type: only = topic } = spec.types[topic] ?? {};
  const written = by === undefined ? only : fields.get(by);
  if (typeof written !== 'string') return broken;
  const type = by === undefined ? written : (aliases[written] ?? written);
  const rated = spec.rating === undefined ? null : (fields.get(spec.rating) ?? null);
  if (rated === null && !((spec.weights[type] ?? 0) > 0)) return nothing;
  const rating = typeof rated === 'number' && Number.isInteger(rated) && rated >= 1 && rated <= 1000 ? rated : null;
  const [user, item] = [id(fields.get(spec.user)), id(fields.get(spec.item))];
  if (user === undefined || item === undefined || (rated !== null && rating === null)) return broken;
  const told = (spec.time === undefined ? undefined : instant(fields.get(spec.time))) ?? record.timestamp;
  const { popularity = 0, profile = 0 } = spec.decay ?? {};
  const time = spec.decay === undefined ? told : Math.min(told, record.timestamp + Math.max(popularity, profile));
  if (time > 2 ** 50 || time < -(2 ** 50)) return broken;
  return { is: 'event', fields: { user, item, type, rating, time } };
}
