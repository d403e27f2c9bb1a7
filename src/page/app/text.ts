/** Numbers and times as the browser's language writes them. */
const numbers = new Intl.NumberFormat();
const small = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

export const count = (value: number): string => numbers.format(value);
const short = (value: number): string => compact.format(value);
export const perSecond = (value: number): string => `${value < 10 ? small.format(value) : short(value)}/s`;

const today = (date: Date) => date.toDateString() === new Date().toDateString();

/** An ISO instant: the time alone where it is of today. */
export function instant(iso: string): string {
  const date = new Date(iso);
  return (today(date) ? clock : day).format(date);
}

/** How long ago `iso` was, seen from `now` (milliseconds). */
export function age(iso: string, now: number): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  if (Math.abs(seconds) < 60) return ago.format(Math.min(0, seconds), 'second');
  if (Math.abs(seconds) < 3_600) return ago.format(Math.round(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return ago.format(Math.round(seconds / 3_600), 'hour');
  return ago.format(Math.round(seconds / 86_400), 'day');
}

/** A size in bytes, as `1.2 MB`. */
export function bytes(value: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const unit = units[power];
  const style = { style: 'unit', unit: unit ?? 'byte', unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(undefined, style).format(value / 1_000 ** power);
}

/** How long something goes on since an ISO instant. */
export const since = (iso: string): string => {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(iso).getTime()) / 1_000));
  return seconds < 120 ? `${count(seconds)} s` : `${count(Math.round(seconds / 60))} min`;
};

export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A sentence of the server with its instants as the browser writes them. */
export const withLocalTimes = (text: string): string =>
  text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, instant);

const shares = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });

/** `part` of `whole`, in percent; nothing where there is no whole. */
export const share = (part: number, whole: number): string => (whole === 0 ? '' : shares.format(part / whole));

/** A number of any size in few characters, for the axis of a plot. */
export const rounded = (value: number): string => (Math.abs(value) < 1_000 ? small : compact).format(value);

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

/** An exact decimal number with all its digits, at least `decimals` of them after the point. */
export function decimal(text: string, decimals = 0): string {
  const format = new Intl.NumberFormat(undefined, { minimumFractionDigits: decimals, maximumFractionDigits: 100 });
  return isDecimal(text) ? format.format(text) : text;
}

const zoneless = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' });

/** Milliseconds since the epoch; `plain`: of a clock without a zone. */
export const moment = (at: number, plain = false): string =>
  plain ? zoneless.format(at) : instant(new Date(at).toISOString());
