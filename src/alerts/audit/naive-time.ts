import type { TimeField } from '../spec.ts';
import { Written } from './naive-event.ts';

const FORMS = {
  date: /^(\d{4}-\d\d-\d\d)$/,
  'date-time': /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d)$/,
  'local-date-time': /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d+))?$/,
};
const DAY = 86_400_000;

const milliseconds = (text: string): number | undefined => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) || date.toISOString() !== text ? undefined : date.getTime();
};

/** Microseconds since 1970 that the text tells; undefined where it is no time of that form. */
export function naiveMicros(value: unknown, time: TimeField): bigint | undefined {
  const { format, zone, fraction: finer } = time;
  if (format !== 'date' && format !== 'date-time' && format !== 'local-date-time') return naiveEpoch(value, time);
  const match = typeof value === 'string' ? FORMS[format].exec(value) : null;
  if (match === null) return undefined;
  const [, date = '', clock = '00:00:00', fraction = '', offset = 'Z'] = match;
  const shown = milliseconds(`${date}T${clock}.000Z`);
  const most = finer === 'cut' ? Number.MAX_SAFE_INTEGER : finer === 'nanoseconds' ? 9 : 6;
  if (shown === undefined || /[1-9]/.test(fraction.slice(most))) return undefined;
  let utc = shown;
  if (format === 'local-date-time' && zone !== undefined) utc = fromZone(shown, zone);
  else if (offset.length > 1) {
    const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(4))];
    if (hours > 23 || minutes > 59) return undefined;
    utc -= Number(`${offset[0]}1`) * (hours * 60 + minutes) * 60_000;
  }
  const micros = BigInt(utc) * 1_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  // 64 bits hold the nanoseconds of every second between
  if (finer === 'nanoseconds' && (micros < -9_223_372_035_000_000n || micros >= 9_223_372_036_000_000n))
    return undefined;
  return hasYear(micros) ? micros : undefined;
}

const hasYear = (micros: bigint): boolean => micros >= -62_135_596_800_000_000n && micros < 253_402_300_800_000_000n;

/** Of a number since 1970, which without limits has 9 to 11 digits of seconds. */
function naiveEpoch(value: unknown, { format, text, ...limits }: TimeField): bigint | undefined {
  const digits =
    value instanceof Written ? (text === undefined ? value.digits : '') : text === true ? String(value) : '';
  const [, sign, number = ''] = /^(-?)(0|[1-9][0-9]*)$/.exec(digits) ?? [];
  if (number === '' || (text === true && typeof value !== 'string')) return undefined;
  const shift = { 'epoch-seconds': 0, 'epoch-milliseconds': 3, 'epoch-microseconds': 6 }[String(format)] ?? 0;
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = limits;
  const told = Number(digits);
  if (told < minimum || told > maximum || told <= exclusiveMinimum || told >= exclusiveMaximum) return undefined;
  const length = number.length - shift;
  if (minimum === -Infinity && exclusiveMinimum === -Infinity && (sign === '-' || length < 9)) return undefined;
  if (maximum === Infinity && exclusiveMaximum === Infinity && sign === '' && length > 11) return undefined;
  const micros = BigInt(digits) * 10n ** BigInt(6 - shift);
  return hasYear(micros) ? micros : undefined;
}

/**
 * The moment at which clocks in `zone` show `shown`: the earlier of two; where they skip it, as if they had not been
 * put forward.
 */
function fromZone(shown: number, zone: string): number {
  const before = aheadAt(shown - DAY, zone);
  const moments = [before, aheadAt(shown + DAY, zone)].map((ahead) => shown - ahead);
  const found = moments.filter((moment) => moment + aheadAt(moment, zone) === shown);
  return found.length === 0 ? shown - before : Math.min(...found);
}

const known = new Map<string, number>();

/** How far clocks in `zone` are ahead of UTC at a moment, in milliseconds; known per quarter of an hour. */
function aheadAt(moment: number, zone: string): number {
  const quarter = Math.floor(moment / 900_000);
  const key = `${zone} ${quarter}`;
  const ahead = known.get(key) ?? offsetOf(new Date(quarter * 900_000), zone);
  known.set(key, ahead);
  return ahead;
}

function offsetOf(date: Date, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
  return Number(`${sign}1`) * (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000;
}

/** RFC 3339 in UTC with six digits. */
export function naiveText(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((micros - fraction) / 1_000n));
  return date.toISOString().replace(/\.000Z$/, `.${String(fraction).padStart(6, '0')}Z`);
}
