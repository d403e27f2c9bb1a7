import { UsageError } from './errors.ts';

interface Unit {
  /** What a value with this unit is called in sentences. */
  readonly title: string;
  readonly pattern: string;
}

function unit(title: string, units: readonly string[], separator = ''): Unit {
  return { title, pattern: `^[0-9]+(\\.[0-9]+)?${separator}(${units.join('|')})$` };
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const bytes: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};
const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

const duration = unit('a duration such as 10s, 5m or 1h', Object.keys(milliseconds));
const size = unit('a size such as 128MB or 64KiB', Object.keys(bytes));
const rate = unit('a rate such as 200/s or 12/m', Object.keys(seconds), '/');

/** JSON Schemas of values with a unit, for the schemas of kinds. */
export const durationSchema = { type: 'string', ...duration } as const;
export const sizeSchema = { type: 'string', ...size } as const;
export const rateSchema = { type: 'string', ...rate } as const;

/** Titles of the schemas above: a value that fails one of them lacks a unit rather than a type. */
export const unitTitles: readonly string[] = [duration.title, size.title, rate.title];

function split(text: string, { title, pattern }: Unit): { amount: number; unit: string } {
  if (!new RegExp(pattern).test(text)) throw new UsageError(`\`${text}\` is not ${title}`);
  const amount = Number.parseFloat(text);
  return { amount, unit: text.replace(/^[0-9.]+\/?/, '') };
}

/** Milliseconds of "10s", "1.5h"; a UsageError for anything else, bare numbers included. */
export function parseDuration(text: string): number {
  const { amount, unit } = split(text, duration);
  return Math.round(amount * (milliseconds[unit] ?? Number.NaN));
}

/** Milliseconds as `parseDuration` reads them: in the largest unit of which they are a whole number. */
export function durationText(value: number): string {
  const [name = 'ms', size = 1] = Object.entries(milliseconds).findLast(([, one]) => value % one === 0) ?? [];
  return `${value / size}${name}`;
}

/** Bytes of "128MB" (128,000,000) or "128MiB" (134,217,728); a UsageError for anything else. */
export function parseSize(text: string): number {
  const { amount, unit } = split(text, size);
  return Math.round(amount * (bytes[unit] ?? Number.NaN));
}

/** Events per second of "200/s" or "12/m" (0.2); a UsageError for anything else. */
export function parseRate(text: string): number {
  const { amount, unit } = split(text, rate);
  return amount / (seconds[unit] ?? Number.NaN);
}

/** Units by what people call them; of durations, sizes and rates. */
const spoken: readonly (readonly [RegExp, string])[] = [
  [/^(ms|msec|millis|milliseconds?)$/i, 'ms'],
  [/^(s|sec|secs|seconds?)$/i, 's'],
  [/^(m|min|mins|minutes?)$/i, 'm'],
  [/^(h|hr|hrs|hours?)$/i, 'h'],
  [/^(d|days?)$/i, 'd'],
];

/**
 * A value with its unit as it is written here, for one without, or with the unit in words; undefined for all else.
 * `title`: that of a duration, size or rate.
 */
export function unitMeant(title: string, written: unknown): string | undefined {
  const text = String(written).trim();
  const [, amount, word = ''] = /^([0-9]+(?:\.[0-9]+)?)\s*(?:\/|per|a|an)?\s*([A-Za-z]*)$/.exec(text) ?? [];
  if (amount === undefined) return undefined;
  if (title === size.title) {
    const unit = Object.keys(bytes).find((one) => one.toLowerCase() === (word === '' ? 'b' : word.toLowerCase()));
    return unit === undefined ? undefined : `${amount}${unit}`;
  }
  const unit = word === '' ? 's' : spoken.find(([pattern]) => pattern.test(word))?.[1];
  if (unit === undefined) return undefined;
  if (title === duration.title) return `${amount}${unit}`;
  return unit === 'ms' ? `${Math.max(1, Math.round(1_000 / Number(amount)))}/s` : `${amount}/${unit}`;
}
