const BUCKET = 900;

/** Seconds since 1970 of a day's midnight in UTC; years of two digits are years of the first century. */
export function utcSeconds(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 1000;
}

/**
 * Offsets of a zone by local time. Times that the clock skips or shows twice are read with the offset before the
 * change. Known quarters of an hour are remembered.
 */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly known = new Map<number, number>();
  private readonly knownOfUtc = new Map<number, number>();

  constructor(zone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Seconds to subtract from local seconds since 1970. */
  offsetAt(local: number): number {
    const bucket = Math.floor(local / BUCKET);
    const known = this.known.get(bucket);
    if (known !== undefined) return known;
    const first = this.compute(bucket * BUCKET);
    if (first !== this.compute((bucket + 1) * BUCKET - 1)) return this.compute(local);
    this.known.set(bucket, first);
    return first;
  }

  /** What the clock shows, in seconds since 1970 as a clock in UTC would show them, at a second since 1970. */
  localOf(utc: number): number {
    const bucket = Math.floor(utc / BUCKET);
    const known = this.knownOfUtc.get(bucket);
    if (known !== undefined) return utc + known;
    const first = this.offsetOfUtc(bucket * BUCKET);
    if (first !== this.offsetOfUtc((bucket + 1) * BUCKET - 1)) return utc + this.offsetOfUtc(utc);
    this.knownOfUtc.set(bucket, first);
    return utc + first;
  }

  /**
   * The offset a day before is the one before any change nearby; it holds unless the change has passed without doubt.
   */
  private compute(local: number): number {
    const before = this.offsetOfUtc(local - 86_400);
    const after = this.offsetOfUtc(local + 86_400);
    const shows = (offset: number) => this.offsetOfUtc(local - offset) === offset;
    if (before === after || shows(before)) return before;
    return shows(after) ? after : before;
  }

  private offsetOfUtc(utc: number): number {
    const parts = new Map(this.format.formatToParts(utc * 1000).map(({ type, value }) => [type, value]));
    const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const year = parts.get('era') === 'BC' ? 1 - of('year') : of('year');
    const day = utcSeconds(year, of('month'), of('day'));
    return day + of('hour') * 3600 + of('minute') * 60 + of('second') - utc;
  }
}
