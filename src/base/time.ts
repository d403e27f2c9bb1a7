/** An RFC 3339 date or time, taken apart. */
export interface TimeText {
  readonly format: 'date' | 'local-date-time' | 'date-time';
  /** Seconds since 1970-01-01T00:00 UTC; without a zone, on the clock that the text shows. */
  readonly seconds: number;
  /** Millionths of a second after that. */
  readonly micros: number;
  /** Digits of the fraction, trailing zeros not counted; `micros` lacks what the seventh and later ones say. */
  readonly digits: number;
}

/** A moment, to the microsecond: seconds since 1970 in UTC, and millionths after that. */
export interface Instant {
  readonly seconds: number;
  readonly micros: number;
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Numbers below it are seconds: as milliseconds they would be before March 1973. */
const EARLIEST_MILLISECONDS = 1e11;
/** 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: no calendar has a year 0, and no text a year of five digits. */
export const EARLIEST_SECOND = -62_135_596_800;
export const LATEST_SECOND = 253_402_300_799;

/**
 * Reads `2025-12-17`, `2025-12-17T11:46:33.48691`, the same with `Z` or `+01:00`, by the rules of the sink
 * (TimeText.java; both are tested by test/vectors/times.json): the `T` may be small or a space, there are no leap
 * seconds. Undefined for anything else, and outside the years 1 to 9999, in UTC where there is a zone.
 */
export function readTime(text: string): TimeText | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour, minute = '', second = '', fraction = '', zone] = match;
  const days = epochDay(Number(year), Number(month), Number(day));
  if (days === undefined) return undefined;
  if (hour === undefined) return { format: 'date', seconds: days * 86_400, micros: 0, digits: 0 };
  const offset = zone === undefined ? 0 : offsetOf(zone);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || offset === undefined) return undefined;
  const seconds = days * 86_400 + Number(hour) * 3_600 + Number(minute) * 60 + Number(second) - offset;
  if (!isSecond(seconds)) return undefined;
  return {
    format: zone === undefined ? 'local-date-time' : 'date-time',
    seconds,
    micros: Number(fraction.slice(0, 6).padEnd(6, '0')),
    digits: fraction.replace(/0+$/, '').length,
  };
}

/**
 * Milliseconds since 1970 of an instant: RFC 3339 text (without a zone: UTC), or a number of seconds or milliseconds.
 * What is finer is cut off a text, and rounded in a number. Undefined for anything else, and outside the years 1 to
 * 9999.
 */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number') {
    const milliseconds = Math.round(Math.abs(value) < EARLIEST_MILLISECONDS ? value * 1_000 : value);
    return isInstant(milliseconds) ? milliseconds : undefined;
  }
  const time = typeof value === 'string' ? readTime(value) : undefined;
  if (time === undefined) return undefined;
  const milliseconds = time.seconds * 1_000 + Math.floor(time.micros / 1_000);
  return isInstant(milliseconds) ? milliseconds : undefined;
}

/** Whether so many milliseconds since 1970 are within the years 1 to 9999. */
export const isInstant = (milliseconds: number): boolean => isSecond(Math.floor(milliseconds / 1_000));

/** Whether so many whole seconds since 1970 are within the years 1 to 9999. */
export const isSecond = (seconds: number): boolean => seconds >= EARLIEST_SECOND && seconds <= LATEST_SECOND;

/** ISO 8601 in UTC, to the millisecond; undefined before the year -271821 and after 275760, where `Date` ends. */
export function isoTime(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/**
 * Days since 1970-01-01, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms"; undefined where there is
 * no such day.
 */
function epochDay(year: number, month: number, day: number): number | undefined {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = (DAYS[month - 1] ?? 0) + (leap && month === 2 ? 1 : 0);
  if (year < 1 || day < 1 || day > last) return undefined;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Seconds that the shown clock is ahead of UTC. */
function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))];
  if (hours > 23 || minutes > 59) return undefined;
  return (hours * 3_600 + minutes * 60) * (zone.startsWith('-') ? -1 : 1);
}
