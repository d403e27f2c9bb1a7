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

export type Row = Readonly<Record<string, unknown>>;

const EARLIEST_MILLISECONDS = 1e11;

/** A time in seconds, milliseconds or ISO text (without a zone: UTC), in milliseconds. */
function timeOf(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  if (!Number.isNaN(number)) return Math.abs(number) < EARLIEST_MILLISECONDS ? number * 1_000 : number;
  const text = String(value);
  const zoned = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(text) || !/\d[T ]\d/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}

const idOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;

/** What a row says, or why it says nothing. `fallback`: the time of rows in whose file or topic events have none. */
export function eventOf(row: Row, fields: Fields, fallback: number): RatedEvent | string {
  const [user, item] = [idOf(row[fields.user]), idOf(row[fields.item])];
  if (user === undefined) return `${fields.user} is missing`;
  if (item === undefined) return `${fields.item} is missing`;
  const time = fields.time === undefined ? fallback : timeOf(row[fields.time]);
  if (time === undefined) return `${fields.time} is no time`;
  const weight = weightOf(row, fields);
  if (Number.isNaN(weight)) return `${fields.rating} is no number`;
  return weight > 0 ? { user, item, weight, time } : 'it has no weight';
}

function weightOf(row: Row, { rating, type, aliases, weights }: Fields): number {
  const rated = rating === undefined ? undefined : row[rating];
  if (rated !== undefined && rated !== null && rated !== '') return Number(rated);
  if (weights === undefined) return 1;
  const written = type === undefined ? '' : String(row[type]);
  return weights[aliases?.[written] ?? written] ?? 0;
}

const SCALES = [1, 2, 10, 100];

/** The counters take whole weights: half stars are counted in halves, decimals in tenths or hundredths. */
export function wholeWeights(events: readonly RatedEvent[]): { readonly events: RatedEvent[]; readonly scale: number } {
  const scale = SCALES.find((times) => events.every(({ weight }) => Number.isInteger(weight * times))) ?? 100;
  const whole = events.map((event) => ({ ...event, weight: Math.max(1, Math.round(event.weight * scale)) }));
  return { events: scale === 1 ? [...events] : whole, scale };
}
