import { utcSeconds, type ZoneClock } from '../../base/zone-clock.ts';
import { Misfit } from './canonical.ts';

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)?$/;
/** What clocks and offsets show; TIME says where the digits stand. */
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d[^+-]*([+-]([01]\d|2[0-3]):[0-5]\d)?$/;

/** Days since 1970-01-01 of `2025-12-17`. */
export function daysOf(text: string): string {
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (day === undefined || !isDay(text)) throw new Misfit(`"${text}" is no date`);
  return String(utcSeconds(Number(year), Number(month), Number(day)) / 86_400);
}

/**
 * Microseconds since 1970 of an RFC 3339 time; without a zone (`local`) on the clock of `zone`. What is finer is cut
 * off where `fraction` says so, and else no such time.
 */
export function microsOf(text: string, zone: ZoneClock | undefined, fraction?: 'cut' | 'nanoseconds'): string {
  const { seconds, digits } = partsOf(text, zone);
  const micros = digits.slice(0, 6).padEnd(6, '0');
  if (fraction !== 'cut' && /[1-9]/.test(digits.slice(6))) throw new Misfit(`"${text}" is finer than a microsecond`);
  // bigints are slow, and needed only for years that few events have
  const total = seconds * 1_000_000 + Number(micros);
  return String(Number.isSafeInteger(total) ? total : BigInt(seconds) * 1_000_000n + BigInt(micros));
}

/** Nanoseconds since 1970 of an RFC 3339 time, as 64 bits hold those of every whole second: from 1677 to 2262. */
export function nanosOf(text: string, zone: ZoneClock | undefined): string {
  const { seconds, digits } = partsOf(text, zone);
  if (/[1-9]/.test(digits.slice(9))) throw new Misfit(`"${text}" is finer than a nanosecond`);
  if (Math.abs(seconds) >= 9_223_372_036) throw new Misfit(`"${text}" does not fit nanoseconds`);
  return String(BigInt(seconds) * 1_000_000_000n + BigInt(digits.slice(0, 9).padEnd(9, '0')));
}

/** Whole seconds since 1970, and the digits of the fraction. */
function partsOf(text: string, zone: ZoneClock | undefined): { readonly seconds: number; readonly digits: string } {
  const match = TIME.exec(text);
  if (match === null || !isDay(text.slice(0, 10)) || !CLOCK.test(text.slice(11)))
    throw new Misfit(`"${text}" is no time`);
  const [, year, month, day, hour, minute, second, digits = '', offset] = match;
  if ((offset === undefined) !== (zone !== undefined)) throw new Misfit(`"${text}" has ${offset ?? 'no zone'}`);
  const local =
    utcSeconds(Number(year), Number(month), Number(day)) + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const seconds = zone === undefined ? local - offsetSeconds(offset ?? 'Z') : local - zone.offsetAt(local);
  if (!/^(?!0000)\d{4}-/.test(new Date(seconds * 1_000).toISOString())) throw new Misfit(`"${text}" is in no year`);
  return { seconds, digits };
}

/** Days that no month has come back as other ones; there is no year 0. */
function isDay(text: string): boolean {
  if (text.startsWith('0000')) return false;
  const [year, month, day] = text.split('-').map(Number);
  const date = new Date(utcSeconds(year ?? 0, month ?? 0, day ?? 0) * 1_000);
  return date.toISOString().startsWith(`${text}T`);
}

function offsetSeconds(text: string): number {
  if (text === 'Z' || text === 'z') return 0;
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(4, 6)) * 60;
  return text.startsWith('-') ? -seconds : seconds;
}
