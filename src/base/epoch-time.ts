import { type Instant, isSecond } from './time.ts';

/** An instant as a number of seconds, thousandths or millionths since 1970. */
export type EpochFormat = 'epoch-seconds' | 'epoch-milliseconds' | 'epoch-microseconds';

/** How many of them a second has. */
export const EPOCH_UNITS: Readonly<Record<EpochFormat, number>> = {
  'epoch-seconds': 1,
  'epoch-milliseconds': 1_000,
  'epoch-microseconds': 1_000_000,
};

/** Limits of a number, as a contract has them. */
export interface NumberLimits {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** 1973-03-03T09:46:40Z and 5138-11-16T09:46:40Z: a number between them is a time between them in one unit only. */
export const FIRST_SECOND = 1e8;
export const BEHIND_LAST_SECOND = 1e11;
const DIGITS = /^-?(0|[1-9]\d{0,18})$/;

/**
 * The instant that a number since 1970 means. Without limits of its own, a time before 1973 or after 5138 is none: it
 * would be one of another unit. With them, it may be of any of the years 1 to 9999. Undefined for anything else, and
 * for what is no whole number.
 */
export function epochInstant(value: number, format: EpochFormat, limits: NumberLimits): Instant | undefined {
  const unit = EPOCH_UNITS[format];
  if (!Number.isInteger(value) || !isWithin(value, limits)) return undefined;
  const seconds = Math.floor(value / unit);
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = limits;
  const anyOld = minimum !== undefined || exclusiveMinimum !== undefined;
  const anyNew = maximum !== undefined || exclusiveMaximum !== undefined;
  if (!isSecond(seconds) || (!anyOld && seconds < FIRST_SECOND) || (!anyNew && seconds >= BEHIND_LAST_SECOND))
    return undefined;
  return { seconds, micros: (value - seconds * unit) * (1_000_000 / unit) };
}

/** The number that a text of digits is; undefined for any other text. */
export const epochDigits = (text: string): number | undefined => (DIGITS.test(text) ? Number(text) : undefined);

const isWithin = (
  value: number,
  {
    minimum = Number.NEGATIVE_INFINITY,
    maximum = Number.POSITIVE_INFINITY,
    exclusiveMinimum = Number.NEGATIVE_INFINITY,
    exclusiveMaximum = Number.POSITIVE_INFINITY,
  }: NumberLimits,
): boolean => value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
