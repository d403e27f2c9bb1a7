import type { EpochFormat, NumberLimits } from '../../base/epoch-time.ts';
import { Misfit } from './canonical.ts';

const DIGITS = /^-?(0|[1-9]\d*)$/;
/** Digits of a second in each unit, and what is missing to microseconds. */
const SCALE: Readonly<Record<EpochFormat, readonly [number, bigint]>> = {
  'epoch-seconds': [0, 1_000_000n],
  'epoch-milliseconds': [3, 1_000n],
  'epoch-microseconds': [6, 1n],
};
const YEAR_1 = -62_135_596_800_000_000n;
const YEAR_10000 = 253_402_300_800_000_000n;

/**
 * Microseconds since 1970 of a number in digits. Where the contract sets no limits, a time has 9 to 11 digits of
 * seconds (1973 to 5138), so that numbers of other units are none.
 */
export function epochMicros(digits: string, format: EpochFormat, limits: NumberLimits): string {
  if (!DIGITS.test(digits)) throw new Misfit(`"${digits}" is no ${format}`);
  const [more, unit] = SCALE[format];
  const length = digits.length - more;
  const tooOld =
    limits.minimum === undefined && limits.exclusiveMinimum === undefined && (length < 9 || digits.startsWith('-'));
  const tooNew =
    limits.maximum === undefined && limits.exclusiveMaximum === undefined && !digits.startsWith('-') && length > 11;
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum: above = -Infinity,
    exclusiveMaximum: below = Infinity,
  } = limits;
  const number = Number(digits);
  if (number < minimum || number > maximum || number <= above || number >= below)
    throw new Misfit(`${digits} is beyond its limits`);
  const micros = BigInt(digits) * unit;
  if (tooOld || tooNew || micros < YEAR_1 || micros >= YEAR_10000)
    throw new Misfit(`${digits} is no time in ${format}`);
  return String(micros);
}
