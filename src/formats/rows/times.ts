import { Misfit } from './canonical.ts';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?$/;
/** What clocks and offsets show; TIME says where the digits stand. */
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d[^+-]*([+-]([01]\d|2[0-3]):[0-5]\d)?$/;
const BUCKET = 900;

/** Days since 1970-01-01 of `2025-12-17`. */
export function daysOf(text: string): string {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (day === undefined || !isDay(text)) throw new Misfit(`"${text}" is no date`);
  return String(utcSeconds(Number(year), Number(month), Number(day)) / 86_400);
}

/** Microseconds since 1970 of an RFC 3339 time; without a zone (`local`) on the clock of `zone`. */
export function microsOf(text: string, zone: ZoneClock | undefined): string {
  const match = TIME.exec(text);
  if (match === null || !isDay(text.slice(0, 10)) || !CLOCK.test(text.slice(11)))
    throw new Misfit(`"${text}" is no time`);
  const [, year, month, day, hour, minute, second, fraction = '', offset] = match;
  if ((offset === undefined) !== (zone !== undefined)) throw new Misfit(`"${text}" has ${offset ?? 'no zone'}`);
  const local =
    utcSeconds(Number(year), Number(month), Number(day)) + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const seconds = zone === undefined ? local - offsetSeconds(offset ?? 'Z') : local - zone.offsetAt(local);
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  if (/[1-9]/.test(fraction.slice(6))) throw new Misfit(`"${text}" is finer than a microsecond`);
  // bigints are slow, and needed only for years that few events have
  const total = seconds * 1_000_000 + Number(micros);
  return String(Number.isSafeInteger(total) ? total : BigInt(seconds) * 1_000_000n + BigInt(micros));
}

/** Days that no month has come back as other ones. */
function isDay(text: string): boolean {
  const [year, month, day] = text.split('-').map(Number);
  const date = new Date(utcSeconds(year ?? 0, month ?? 0, day ?? 0) * 1_000);
  return date.toISOString().startsWith(`${text}T`);
}

function utcSeconds(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / 1000;
}

function offsetSeconds(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(4, 6)) * 60;
  return text.startsWith('-') ? -seconds : seconds;
}

/**
 * Offsets of a zone by local time. Times that the clock skips or shows twice are read with the offset before the
 * change. Known quarters of an hour are remembered.
 */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;
  private readonly known = new Map<number, number>();

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
