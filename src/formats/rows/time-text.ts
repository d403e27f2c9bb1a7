import type { TimeUnit } from 'hyparquet';
import { isoTime } from '../../base/time.ts';

const DIGITS: Readonly<Record<TimeUnit, number>> = { MILLIS: 3, MICROS: 6, NANOS: 9 };
const DAY = 86_400n;

/**
 * An ISO 8601 time of units since 1970, with `Z` where they count UTC; the number itself where it is further than a
 * calendar reaches.
 */
export function instantText(units: bigint, unit: TimeUnit, utc: boolean): string {
  const { seconds, fraction } = split(units, unit);
  const base = calendar(seconds);
  return base === undefined ? String(units) : `${base}${fraction}${utc ? 'Z' : ''}`;
}

/** An ISO 8601 date of days since 1970; the number itself where it is further than a calendar reaches. */
export const dateText = (days: bigint): string => calendar(days * DAY)?.replace(/T.*/, '') ?? String(days);

/** A time of day, in units since midnight. */
export function timeText(units: bigint, unit: TimeUnit): string {
  const { seconds, fraction } = split(units, unit);
  const parts = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}${fraction}`;
}

function split(units: bigint, unit: TimeUnit): { readonly seconds: bigint; readonly fraction: string } {
  const second = 10n ** BigInt(DIGITS[unit]);
  const rest = ((units % second) + second) % second;
  const digits = String(rest).padStart(DIGITS[unit], '0').replace(/0+$/, '');
  return { seconds: (units - rest) / second, fraction: digits === '' ? '' : `.${digits}` };
}

/** To the second; years beyond 0000 to 9999 have a sign and six digits. */
function calendar(seconds: bigint): string | undefined {
  return isoTime(Number(seconds) * 1000)?.slice(0, -'.000Z'.length);
}
