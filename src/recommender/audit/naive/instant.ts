import type { TimeFormat } from '../../../base/event-time.ts';

/** A date, or a date and a time with or without a fraction and a zone. */
const TIME =
  /^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([T ](?<clock>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]+))?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?$/i;

const digits = (count: number) => String(count).padStart(2, '0');

/** Minutes since midnight of `11:46`; undefined when no clock shows it. */
function minutes(text: string): number | undefined {
  const total = 60 * Number(text.slice(0, 2)) + Number(text.slice(3));
  const back = `${digits(Math.floor(total / 60))}:${digits(total % 60)}`;
  return back === text && total < 1_440 ? total : undefined;
}

/** What a day or a clock does not have does not come back when it is written again, e.g. 30 February. */
function instantOfText(text: string): number | undefined {
  const { date, clock = '00:00:00', fraction = '', zone = 'Z' } = TIME.exec(text)?.groups ?? {};
  const written = `${date}T${clock}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const utc = new Date(written);
  if (date === undefined || date.startsWith('0000') || Number.isNaN(utc.getTime()) || utc.toISOString() !== written)
    return undefined;
  if (zone === 'Z' || zone === 'z') return utc.getTime();
  const ahead = minutes(zone.slice(1));
  if (ahead === undefined) return undefined;
  return utc.getTime() - (zone.startsWith('+') ? 1 : -1) * ahead * 60_000;
}

function instantOfNumber(value: number): number {
  return Math.round(value < 1e11 && value > -1e11 ? 1000 * value : value);
}

/**
 * Milliseconds since 1970 of the instant that a field tells, after the words of docs/recommender.md; undefined where it
 * tells none.
 */
export function naiveInstant(value: unknown): number | undefined {
  const time =
    typeof value === 'string' ? instantOfText(value) : typeof value === 'number' ? instantOfNumber(value) : undefined;
  return time !== undefined && inFourDigits(time) ? time : undefined;
}

/**
 * Milliseconds since 1970 of whole digits of seconds, milliseconds or microseconds; what is finer is cut off. Without
 * limits of its own, a number has 9 to 11 digits of seconds.
 */
export function naiveEpoch(digits: string, format: TimeFormat): number | undefined {
  if (!/^(0|-?[1-9][0-9]*|-0)$/.test(digits)) return undefined;
  const finer = { 'epoch-seconds': 0, 'epoch-milliseconds': 3, 'epoch-microseconds': 6 }[String(format.format)];
  if (finer === undefined) return undefined;
  const told = Number(digits);
  const lowest = [format.minimum, format.exclusiveMinimum].filter((limit) => limit !== undefined);
  const highest = [format.maximum, format.exclusiveMaximum].filter((limit) => limit !== undefined);
  if (lowest.some((limit) => told < limit) || highest.some((limit) => told > limit)) return undefined;
  if (told === format.exclusiveMinimum || told === format.exclusiveMaximum) return undefined;
  const length = digits.length - finer;
  if (lowest.length === 0 && (told < 0 || length < 9)) return undefined;
  if (highest.length === 0 && told > 0 && length > 11) return undefined;
  const time = Number((BigInt(digits) * 1_000_000n) / 10n ** BigInt(finer)) / 1_000;
  const whole = Math.floor(time);
  return inFourDigits(whole) ? whole : undefined;
}

/** Whether the instant can be written with a year from 0001 to 9999. */
export function inFourDigits(time: number): boolean {
  const date = new Date(time);
  return !Number.isNaN(date.getTime()) && /^(?!0000)\d{4}-/.test(date.toISOString());
}
