import { type EpochFormat, epochDigits, epochInstant, type NumberLimits } from './epoch-time.ts';
import { type Instant, isSecond, readTime } from './time.ts';
import { ZoneClock } from './zone-clock.ts';

/** How the times of a field are written, as its contract says. */
export interface TimeFormat extends NumberLimits {
  readonly format: 'date' | 'date-time' | 'local-date-time' | EpochFormat;
  /** IANA zone of times without one; UTC where there is none. */
  readonly zone?: string;
  /** What is finer than a microsecond is cut off; absent: it is no time. */
  readonly fraction?: 'cut' | 'nanoseconds';
  /** Numbers since 1970 stand in texts of digits. */
  readonly text?: true;
}

/** 64 bits hold the nanoseconds of every second that is nearer to 1970. */
const FARTHEST_SECOND = 9_223_372_036;

/**
 * Reads the moment that a field tells, to the microsecond: what the sinks refuse is undefined here too, as is whatever
 * is no time of the field's format.
 */
export function timeReader({
  format,
  zone,
  fraction,
  text,
  ...limits
}: TimeFormat): (value: unknown) => Instant | undefined {
  if (format !== 'date' && format !== 'date-time' && format !== 'local-date-time') {
    return (value) => {
      const number = text === undefined ? value : typeof value === 'string' ? epochDigits(value) : undefined;
      return typeof number === 'number' ? epochInstant(number, format, limits) : undefined;
    };
  }
  const clock = zone === undefined ? undefined : new ZoneClock(zone);
  const digits = fraction === undefined ? 6 : fraction === 'cut' ? Number.POSITIVE_INFINITY : 9;
  return (value) => {
    const time = typeof value === 'string' ? readTime(value) : undefined;
    if (time === undefined || time.format !== format || time.digits > digits) return undefined;
    const ahead = format === 'local-date-time' ? (clock?.offsetAt(time.seconds) ?? 0) : 0;
    const seconds = time.seconds - ahead;
    const isHeld = fraction !== 'nanoseconds' || Math.abs(seconds) < FARTHEST_SECOND;
    return isHeld && isSecond(seconds) ? { seconds, micros: time.micros } : undefined;
  };
}
