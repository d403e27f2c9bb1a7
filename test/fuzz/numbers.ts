import fc from 'fast-check';
import { type Good, notA, type Shape } from './shape.ts';
import { spelled, way } from './spelling.ts';
import { stored } from './stored.ts';

const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];
const edges = [0n, 1n, -1n, 2n ** 53n - 1n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 31n, least, most];
const bad = (...texts: readonly string[]) => fc.constantFrom(...texts.map((text) => ({ text })));

const wholeText = (value: bigint, how: number) => (value === 0n && how % 3 === 0 ? '-0' : String(value));

const integer: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'integer' },
  good: fc
    .tuple(fc.oneof(fc.bigInt({ min: least, max: most }), fc.constantFrom(...edges)), way)
    .map(([value, how]) => ({ text: wholeText(value, how), stored: stored.whole(value) })),
  bad: fc.oneof(
    notA('number'),
    bad(String(most + 1n), String(least - 1n), '1.0', '1e3', '0.5', '1E0', '1'.repeat(400)),
  ),
});

const ranged: fc.Arbitrary<Shape> = fc
  .tuple(fc.maxSafeInteger(), fc.nat(1000), fc.boolean(), fc.boolean())
  .map(([from, span, open, above]) => {
    const to = Math.min(from + span + 2, Number.MAX_SAFE_INTEGER);
    const [low, high] = [BigInt(from) + (open ? 1n : 0n), BigInt(to) - (above ? 1n : 0n)];
    return {
      words: {
        type: 'integer',
        [open ? 'exclusiveMinimum' : 'minimum']: from,
        [above ? 'exclusiveMaximum' : 'maximum']: to,
      },
      good: (low > high ? fc.constantFrom<bigint>() : fc.bigInt({ min: low, max: high })).map((value) => ({
        text: String(value),
        stored: stored.whole(value),
      })),
      bad: fc.oneof(notA('number'), bad(String(low - 1n), String(high + 1n))),
    };
  })
  .filter(({ words }) => Number(words.maximum ?? words.exclusiveMaximum) <= Number.MAX_SAFE_INTEGER - 2);

const chosen: fc.Arbitrary<Shape> = fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 }).map((choices) => ({
  words: { type: 'integer', enum: choices },
  good: fc.constantFrom(...choices).map((value) => ({ text: String(value), stored: stored.whole(BigInt(value)) })),
  bad: fc.oneof(
    notA('number'),
    fc
      .integer()
      .filter((value) => !choices.includes(value))
      .map((value) => ({ text: String(value) })),
  ),
}));

const digits = (min: number, max: number) =>
  fc.array(fc.nat(9), { minLength: min, maxLength: max }).map((all) => all.join(''));

/** A number as JSON with far more digits than a double has, whose nearest double is finite. */
const longNumber = fc
  .tuple(fc.boolean(), digits(1, 25), digits(0, 25), fc.option(fc.integer({ min: -330, max: 280 })))
  .map(([negative, before, after, exponent]) => {
    const whole = before.replace(/^0+(?=.)/, '');
    return `${negative ? '-' : ''}${whole}${after === '' ? '' : `.${after}`}${exponent === null ? '' : `e${exponent}`}`;
  });

const doubleText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? '-0.0' : String(value))),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toExponential().replace('e', 'E')),
  longNumber,
  fc.constantFrom(
    '-0',
    '-0.0',
    '0e0',
    '5e-324',
    '2.4703282292062327e-324',
    '1.7976931348623157e308',
    '9007199254740993',
    '1e-400',
  ),
);

const asDouble = (text: string): Good => ({ text, stored: stored.double(Number(text)) });

const double: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'number' },
  good: doubleText.map(asDouble),
  bad: fc.oneof(notA('number'), bad('1e400', '-1e309', `1${'0'.repeat(400)}`, '"1"')),
});

const percent: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'number', minimum: -0.5, exclusiveMaximum: 100 },
  good: fc.oneof(
    fc.integer({ min: -500, max: 99_999 }).map((thousandths) => asDouble(decimalText(BigInt(thousandths), 3, 0))),
    // Limits are of the nearest double.
    fc.constant(asDouble('-0.5000000000000000000001')),
  ),
  bad: fc.oneof(notA('number'), bad('-0.500001', '100', '100.0', '99.999999999999999999999', '1e2', '-1e-0')),
});

/** Digits with a point, unscaled / 10^scale, spelled in one of several ways. */
function decimalText(unscaled: bigint, scale: number, how: number): string {
  const negative = unscaled < 0n || (unscaled === 0n && how % 5 === 4);
  const all = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const sign = negative ? '-' : '';
  const whole = all.slice(0, all.length - scale);
  const fraction = all.slice(all.length - scale);
  const plain = `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  if (how % 5 === 1) return `${plain}${fraction === '' ? '.' : ''}000`;
  if (how % 5 === 2) return `${sign}${all.replace(/^0+(?=.)/, '')}e-${scale}`;
  if (how % 5 === 3) return plain.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
  return plain;
}

const limit = 10n ** 18n - 1n;
const unscaledValue = fc.oneof(
  fc.bigInt({ min: -limit, max: limit }),
  fc.bigInt({ min: -100_000n, max: 100_000n }),
  fc.constantFrom(0n, limit, -limit, 1n, -1n),
);
const unscaled = fc.tuple(unscaledValue, way);
const decimals = fc.oneof(fc.constantFrom(0, 2, 18), fc.nat(18));

/** Numbers with a digit too many, behind the point or in all. */
const tooLong = (scale: number): readonly string[] => [
  `0.${'0'.repeat(scale)}1`,
  `1e-${scale + 1}`,
  String(10n ** BigInt(18 - scale)),
  `-${10n ** BigInt(18 - scale)}.0`,
  '1e999999999',
  '1e-999999999',
];

const exact: fc.Arbitrary<Shape> = decimals.map((scale) => ({
  words: { type: 'number', decimals: scale },
  good: unscaled.map(([value, how]) => ({
    text: decimalText(value, scale, how),
    stored: stored.decimal(value, scale),
  })),
  bad: fc.oneof(notA('number'), bad(...tooLong(scale), '"1"')),
}));

const exactText: fc.Arbitrary<Shape> = decimals.map((scale) => ({
  words: { type: 'string', format: 'decimal', decimals: scale },
  good: unscaled.map(([value, how]) => ({
    text: spelled(decimalText(value, scale, how), how),
    stored: stored.decimal(value, scale),
  })),
  bad: fc.oneof(
    notA('text'),
    bad(
      ...[...tooLong(scale), '12,50', '+1', '.5', '5.', '05', ' 5', 'NaN', '', '0x1', '١'].map((text) => `"${text}"`),
    ),
  ),
}));

const positive: fc.Arbitrary<Shape> = fc.constant({
  words: { type: 'number', decimals: 2, minimum: 0, exclusiveMaximum: 500 },
  good: fc.tuple(fc.bigInt({ min: 0n, max: 49_999n }), way).map(([value, how]) => ({
    text: decimalText(value, 2, how),
    stored: stored.decimal(value, 2),
  })),
  bad: fc.oneof(notA('number'), bad('-0.01', '500', '500.00', '5e2')),
});

/** The shortest bytes of two's complement, the highest first. */
function twosComplement(value: bigint): Buffer {
  let bytes = 1;
  while (value < -(2n ** BigInt(8 * bytes - 1)) || value >= 2n ** BigInt(8 * bytes - 1)) bytes++;
  return Buffer.from(
    BigInt.asUintN(8 * bytes, value)
      .toString(16)
      .padStart(2 * bytes, '0'),
    'hex',
  );
}

const connectDecimal: fc.Arbitrary<Shape> = decimals.map((scale) => ({
  words: { type: 'string', format: 'decimal-base64', decimals: scale },
  good: unscaled.map(([value, how]) => ({
    text: spelled(twosComplement(value).toString('base64'), how),
    stored: stored.decimal(value, scale),
  })),
  bad: fc.oneof(notA('text'), bad(`"${twosComplement(limit + 1n).toString('base64')}"`, '"!"', '"AQ"', '""')),
}));

export const numberShapes: readonly fc.Arbitrary<Shape>[] = [
  integer,
  ranged,
  chosen,
  double,
  percent,
  exact,
  exactText,
  positive,
  connectDecimal,
];
