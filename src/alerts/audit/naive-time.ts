import type { TimeField } from '../spec.ts';

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
export function naiveMicros(value: unknown, { format, zone }: TimeField): bigint | undefined {
  const match = typeof value === 'string' ? FORMS[format].exec(value) : null;
  if (match === null) return undefined;
  const [, date = '', clock = '00:00:00', fraction = '', offset = 'Z'] = match;
  const shown = milliseconds(`${date}T${clock}.000Z`);
  if (shown === undefined || /[1-9]/.test(fraction.slice(6))) return undefined;
  let utc = shown;
  if (format === 'local-date-time' && zone !== undefined) utc = fromZone(shown, zone);
  else if (offset.length > 1) {
    const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(4))];
    if (hours > 23 || minutes > 59) return undefined;
    utc -= Number(`${offset[0]}1`) * (hours * 60 + minutes) * 60_000;
  }
  return BigInt(utc) * 1_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
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
