import { type Instant, isInstant, isoTime } from '../../base/time.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';

const isBefore = (one: Instant, other: Instant): boolean =>
  one.seconds < other.seconds || (one.seconds === other.seconds && one.micros < other.micros);

/** Microseconds from the earliest to the latest of `instants`, which are one at least; exact below 285 years. */
export function spanOf(instants: readonly Instant[]): number {
  const earliest = instants.reduce((best, one) => (isBefore(one, best) ? one : best));
  const latest = instants.reduce((best, one) => (isBefore(best, one) ? one : best));
  return (latest.seconds - earliest.seconds) * 1e6 + (latest.micros - earliest.micros);
}

/** RFC 3339 in UTC with six digits of a fraction. */
export function instantText({ seconds, micros }: Instant): string {
  return `${(isoTime(seconds * 1_000) ?? '').slice(0, 19)}.${String(micros).padStart(6, '0')}Z`;
}

/** The moment of a record's timestamp; undefined outside of the years 1 to 9999. */
export function recordInstant({ timestamp }: Pick<RawRecord, 'timestamp'>): Instant | undefined {
  if (!isInstant(timestamp)) return undefined;
  const seconds = Math.floor(timestamp / 1_000);
  return { seconds, micros: (timestamp - seconds * 1_000) * 1_000 };
}
