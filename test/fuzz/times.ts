import fc from 'fast-check';
import { daysOf, daysOfMonth, toUtc, zones } from './calendar.ts';
import { type Bad, type Good, notA, type Setting, type Shape } from './shape.ts';
import { spelled, way } from './spelling.ts';
import { stored } from './stored.ts';

const bad = (...texts: readonly string[]): fc.Arbitrary<Bad> => fc.constantFrom(...texts.map((text) => ({ text })));
const inText = (...texts: readonly string[]) => bad(...texts.map((text) => JSON.stringify(text)));
const two = (n: number) => String(n).padStart(2, '0');

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const year = fc.oneof(
  fc.integer({ min: 1, max: 9999 }),
  fc.constantFrom(1, 4, 1582, 1900, 1969, 1970, 2000, 2024, 9999),
);

const aDay: fc.Arbitrary<Day> = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.nat(30), fc.nat(9))
  .map(([y, m, d, edge]) => {
    const month = edge === 0 ? 2 : m;
    const last = daysOfMonth(y, month);
    return { year: y, month, day: edge < 2 ? last : Math.min(d + 1, last) };
  });

const dayText = ({ year: y, month, day }: Day) => `${String(y).padStart(4, '0')}-${two(month)}-${two(day)}`;

const wrongDays = ['2026-02-30', '2025-02-29', '1900-02-29', '2026-04-31', '0000-12-31', '2026-13-01', '2026-00-10'];

const date: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'string', format: 'date' },
  good: fc.tuple(aDay, way).map(([day, how]) => ({
    text: spelled(dayText(day), how),
    stored: stored.date(daysOf(day.year, day.month, day.day)),
  })),
  bad: fc.oneof(
    notA('text'),
    inText(...wrongDays, '2026-1-1', '20260101', '2026-01-01Z', '', 'item 7', '2026-01-01\n'),
  ),
});

/** Digits of a fraction of a second: at most `most` that say something, and zeros behind them. */
const fraction = (most: number) =>
  fc
    .tuple(fc.array(fc.nat(9), { maxLength: most }), fc.nat(3))
    .map(([digits, zeros]) => digits.join('') + '0'.repeat(digits.length === most ? zeros : 0));

const clock = (seconds: number) =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** Parts of a second, of `digits` digits, further ones cut off. */
const parts = (written: string, digits: number) => BigInt(written.slice(0, digits).padEnd(digits, '0'));

const [firstSecond, lastSecond] = [daysOf(1, 1, 1) * 86_400, daysOf(9999, 12, 31) * 86_400 + 86_399];
const fractions = { reject: 6, cut: 12, nanoseconds: 9 } as const;
type Fraction = keyof typeof fractions;

/** The seconds that a column of this fraction holds. */
const isWithin = (seconds: number, how: Fraction) =>
  how === 'nanoseconds'
    ? seconds >= -9_223_372_035 && seconds <= 9_223_372_035
    : seconds >= firstSecond && seconds <= lastSecond;

const storedTime = (seconds: number, written: string, how: Fraction) =>
  how === 'nanoseconds'
    ? stored.nanos(BigInt(seconds) * 10n ** 9n + parts(written, 9))
    : stored.micros(BigInt(seconds) * 10n ** 6n + parts(written, 6));

const offset = fc.oneof(
  fc.constantFrom('Z', 'z', '+00:00', '-00:00', '+01:00', '-09:30', '+05:45', '+23:59', '-23:59'),
  fc.tuple(fc.constantFrom('+', '-'), fc.nat(23), fc.nat(59)).map(([sign, h, m]) => `${sign}${two(h)}:${two(m)}`),
);

function offsetSeconds(written: string): number {
  if (written.length === 1) return 0;
  const seconds = Number(written.slice(1, 3)) * 3600 + Number(written.slice(4)) * 60;
  return written.startsWith('-') ? -seconds : seconds;
}

/** Years that nanoseconds reach are rare among all. */
const dayFor = (how: Fraction) =>
  how === 'nanoseconds'
    ? aDay.map((day) => ({ ...day, year: 1677 + (day.year % 586), day: Math.min(day.day, 28) }))
    : aDay;

const separator = fc.constantFrom('T', 'T', 'T', 't', ' ');
const secondOfDay = fc.oneof(fc.nat(86_399), fc.constantFrom(0, 86_399));
const fractionWord = fc.constantFrom<Fraction>('reject', 'reject', 'cut', 'nanoseconds');
const wordsOf = (format: string, how: Fraction) => ({
  type: 'string',
  format,
  ...(how === 'reject' ? {} : { fraction: how }),
});

/** Of more digits than any column has: no time with a zone, and one without where digits are cut. */
const tenDigits = '2026-01-01T10:00:00.1234567891';

/** Times of day and days that are none, for any format with both; `Z` where it has a zone. */
const wrongTimes = (zone: string) => [
  ...wrongDays.map((day) => `${day}T10:00:00${zone}`),
  ...['T24:00:00', 'T10:60:00', 'T23:59:60', 'T10:00', 'T10:00:00.', 'T10:00:00,5', 'T', ''].map(
    (time) => `2026-01-01${time}${zone}`,
  ),
  ...(zone === '' ? [] : [tenDigits]),
  '1767225600',
  'item 7',
  '',
];

const dateTime: fc.Arbitrary<Shape> = fractionWord.map((how) => ({
  words: wordsOf('date-time', how),
  good: fc
    .tuple(dayFor(how), secondOfDay, separator, fraction(fractions[how]), offset, way)
    .map(([day, second, t, digits, zone, w]) => {
      const seconds = daysOf(day.year, day.month, day.day) * 86_400 + second - offsetSeconds(zone);
      const written = `${dayText(day)}${t}${clock(second)}${digits === '' ? '' : `.${digits}`}${zone}`;
      return { seconds, good: { text: spelled(written, w), stored: storedTime(seconds, digits, how) } };
    })
    .filter(({ seconds }) => isWithin(seconds, how))
    .map(({ good }) => good),
  bad: fc.oneof(
    notA('text'),
    inText(
      ...wrongTimes('Z'),
      '2026-01-01T10:00:00',
      '2026-01-01T10:00:00+24:00',
      '2026-01-01T10:00:00+0100',
      '0001-01-01T00:00:00+01:00',
      '9999-12-31T23:59:59-01:00',
      ...(how === 'reject' ? ['2026-01-01T10:00:00.1234567Z'] : []),
      ...(how === 'nanoseconds'
        ? ['1677-09-21T00:12:44Z', '2262-04-11T23:47:16Z', '2026-01-01T10:00:00.0000000001Z']
        : []),
    ),
  ),
}));

/** What clocks of the zone show: any time since its rules hold, more often within two hours of a change. */
function shownBy(name: string): fc.Arbitrary<{ readonly day: Day; readonly second: number }> {
  const zone = zones[name];
  if (zone === undefined) throw new Error(`no zone ${name}`);
  const whenever = fc.tuple(aDay, secondOfDay).map(([day, second]) => {
    const y = day.year < zone.since + 1 ? zone.since + 1 + (day.year % 40) : day.year;
    return { day: { ...day, year: y, day: Math.min(day.day, daysOfMonth(y, day.month)) }, second };
  });
  const { summer } = zone;
  if (summer === undefined)
    return name === 'UTC' ? fc.tuple(aDay, secondOfDay).map(([day, second]) => ({ day, second })) : whenever;
  const night = fc
    .tuple(
      fc.oneof(fc.integer({ min: zone.since + 1, max: 2060 }), fc.integer({ min: 2100, max: 9990 })),
      fc.boolean(),
      fc.integer({ min: -9000, max: 9000 }),
    )
    .map(([y, first, away]) => {
      const [begin, end] = summer.changes(y);
      const shown = (first ? begin : end) + zone.offset + away;
      const date = new Date(Math.floor(shown / 86_400) * 86_400_000);
      const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      return { day, second: ((shown % 86_400) + 86_400) % 86_400 };
    });
  return fc.oneof(whenever, night);
}

const localTime = ({ zone: name }: Setting): fc.Arbitrary<Shape> =>
  fractionWord.map((how) => ({
    words: wordsOf('local-date-time', how),
    good: fc
      .tuple(shownBy(name), separator, fraction(fractions[how]), way)
      .map(([{ day, second }, t, digits, w]) => {
        const shown = daysOf(day.year, day.month, day.day) * 86_400 + second;
        const seconds = toUtc(zones[name] ?? { since: 1, offset: 0 }, day.year, shown);
        const written = `${dayText(day)}${t}${clock(second)}${digits === '' ? '' : `.${digits}`}`;
        return { seconds, good: { text: spelled(written, w), stored: storedTime(seconds, digits, how) } };
      })
      .filter(({ seconds }) => isWithin(seconds, how))
      .map(({ good }) => good),
    bad: fc.oneof(
      notA('text'),
      inText(
        ...wrongTimes(''),
        '2026-01-01T10:00:00Z',
        '2026-01-01T10:00:00+01:00',
        ...(how === 'cut' ? [] : [tenDigits]),
      ),
    ),
  }));

const units = { 'epoch-seconds': 1n, 'epoch-milliseconds': 1_000n, 'epoch-microseconds': 1_000_000n } as const;

const epochValue = (format: keyof typeof units, old: boolean) => {
  const unit = units[format];
  const [from, to] = old ? [BigInt(firstSecond), 10n ** 9n] : [10n ** 8n, 10n ** 11n - 1n];
  const [low, high] = [from * unit, to * unit + (unit - 1n)];
  return {
    value: fc.oneof(fc.bigInt({ min: low, max: high }), fc.constantFrom(low, high, 0n < low ? low : 0n)),
    stored: (value: bigint) => stored.micros((value * 1_000_000n) / unit),
    outside: [String(low - 1n), String(high + 1n)],
    words: old ? { minimum: Number(low), maximum: Number(high) } : {},
  };
};

const epochFormat = fc.constantFrom<keyof typeof units>('epoch-seconds', 'epoch-milliseconds', 'epoch-microseconds');

const epochNumber: fc.Arbitrary<Shape> = fc.tuple(epochFormat, fc.boolean()).map(([format, old]) => {
  // A limit is a number of YAML: beyond 2^53 it would be another one.
  const { value, stored: storedAs, outside, words } = epochValue(format, old && format !== 'epoch-microseconds');
  return {
    words: { type: 'integer', format, ...words },
    good: value.map((chosen): Good => ({ text: String(chosen), stored: storedAs(chosen) })),
    bad: fc.oneof(notA('number'), bad(...outside, '1.5', '1e12', '17672256001231234567890', '"1767225600"')),
  };
});

const epochText: fc.Arbitrary<Shape> = epochFormat.map((format) => {
  const { value, stored: storedAs, outside } = epochValue(format, false);
  return {
    words: { type: 'string', format },
    good: fc
      .tuple(value, way)
      .map(([chosen, how]): Good => ({ text: spelled(String(chosen), how), stored: storedAs(chosen) })),
    bad: fc.oneof(
      notA('text'),
      inText(...outside, '+1767225600', '01767225600', '1767225600.0', ' 1767225600', '1e9', 'now', ''),
    ),
  };
});

export const timeShapes = (setting: Setting): readonly fc.Arbitrary<Shape>[] => [
  date,
  dateTime,
  dateTime,
  localTime(setting),
  localTime(setting),
  epochNumber,
  epochText,
];
