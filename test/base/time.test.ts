import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { instantOf, readTime } from '../../src/base/time.ts';
import { ZoneClock } from '../../src/base/zone-clock.ts';
import { daysOf, microsOf } from '../../src/formats/rows/times.ts';
import { naiveInstant } from '../../src/recommender/audit/naive/instant.ts';

interface Text {
  readonly text: string;
  readonly date?: number;
  readonly 'local-date-time'?: string;
  readonly 'date-time'?: string;
  readonly finer?: boolean;
}

const {
  texts,
  values,
}: {
  readonly texts: readonly Text[];
  readonly values: readonly { readonly value: unknown; readonly milliseconds: number | null }[];
} = JSON.parse(readFileSync(new URL('../vectors/times.json', import.meta.url), 'utf8'));

/** Microseconds that a vector says, whatever the format; undefined where it is no time. */
function expectedMicros({ date, ...times }: Text): bigint | undefined {
  if (date !== undefined) return BigInt(date) * 86_400_000_000n;
  const micros = times['local-date-time'] ?? times['date-time'];
  return micros === undefined ? undefined : BigInt(micros);
}

const floor = (micros: bigint): number => Number((micros - (((micros % 1_000n) + 1_000n) % 1_000n)) / 1_000n);

const zone = process.env.TZ;
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** A winter's day in each, so that a zone that was not taken up is noticed. */
describe.each([
  ['UTC', 0],
  ['America/Sao_Paulo', 180],
  ['Asia/Kolkata', -330],
  ['Europe/Paris', -60],
  ['Pacific/Kiritimati', -840],
])('in a process in %s', (name, minutes) => {
  const inZone = (check: () => void) => () => {
    process.env.TZ = name;
    expect(new Date(1_767_225_600_000).getTimezoneOffset()).toBe(minutes);
    check();
  };

  describe.each(texts)('$text', (vector) => {
    const { text, finer = false } = vector;
    const micros = expectedMicros(vector);

    test(
      'is that time',
      inZone(() => {
        const read = readTime(text);
        const format = (['date', 'local-date-time', 'date-time'] as const).find((one) => vector[one] !== undefined);
        expect(read?.format).toBe(format);
        if (read === undefined) return;
        expect(BigInt(read.seconds) * 1_000_000n + BigInt(read.micros)).toBe(micros);
        expect(read.digits > 6).toBe(finer);
      }),
    );

    test(
      'is that instant, and to the recommender and its proof the same',
      inZone(() => {
        const expected = micros === undefined ? undefined : floor(micros);
        expect(instantOf(text)).toBe(expected);
        expect(naiveInstant(text)).toBe(expected);
      }),
    );

    test(
      'is what the proof of a sink expects',
      inZone(() => {
        const read = (work: () => string) => {
          try {
            return work();
          } catch {
            return undefined;
          }
        };
        const exact = <T>(value: T) => (finer ? undefined : value);
        expect(read(() => daysOf(text))).toBe(vector.date === undefined ? undefined : String(vector.date));
        expect(read(() => microsOf(text, undefined))).toBe(exact(vector['date-time']));
        expect(read(() => microsOf(text, new ZoneClock('UTC')))).toBe(exact(vector['local-date-time']));
      }),
    );
  });

  test.each(values)('$value is what it is to both', ({ value, milliseconds }) =>
    inZone(() => {
      expect(instantOf(value)).toBe(milliseconds ?? undefined);
      expect(naiveInstant(value)).toBe(milliseconds ?? undefined);
    })(),
  );
});

test('what is no JSON has no time either', () => {
  for (const value of [undefined, null, Number.NaN, Number.POSITIVE_INFINITY, 1n, new Date(0)]) {
    expect(instantOf(value)).toBeUndefined();
    expect(naiveInstant(value)).toBeUndefined();
  }
});
