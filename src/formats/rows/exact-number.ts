import { encodeDouble, Misfit } from './canonical.ts';
import { ExactNumber, type ExactValue } from './exact-json.ts';

const INTEGER = /^-?\d+$/;
const NUMBER = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LARGEST = 2n ** 63n - 1n;
/** A decimal column holds so many digits. */
const DIGITS = 18;

/** A whole number as 64 bits hold it, which know no minus zero. */
export function integerText(value: ExactValue): string {
  if (!(value instanceof ExactNumber) || !INTEGER.test(value.source)) throw new Misfit('is no integer');
  // up to here a double holds each
  if (value.source.length <= 15) return String(Number(value.source) + 0);
  const integer = BigInt(value.source);
  if (integer > LARGEST || integer < -LARGEST - 1n) throw new Misfit('does not fit 64 bits');
  return String(integer);
}

/** The double that is nearest to the number. */
export function doubleText(value: ExactValue): string {
  if (!(value instanceof ExactNumber)) throw new Misfit('is no number');
  const double = Number(value.source);
  if (!Number.isFinite(double)) throw new Misfit('does not fit a double');
  return encodeDouble(double);
}

/** The number times 10^decimals, whole and exact; decimals know no minus zero. */
export function decimalText(value: ExactValue, decimals: number): string {
  if (!(value instanceof ExactNumber)) throw new Misfit('is no number');
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(value.source) ?? [];
  const written = `${whole}${fraction}`;
  const significant = written.replace(/0+$/, '');
  const digits = significant.replace(/^0+/, '');
  if (digits === '') return '0';
  const zeros = written.length - significant.length + Number(exponent) - fraction.length + decimals;
  if (zeros < 0) throw new Misfit(`has more than ${decimals} decimals`);
  if (digits.length + zeros > DIGITS) throw new Misfit(`needs more than ${DIGITS} digits`);
  return `${sign}${digits}${'0'.repeat(zeros)}`;
}

/** A text that is a JSON number, as such a decimal. */
export function textDecimal(text: string, decimals: number): string {
  if (!JSON_NUMBER.test(text)) throw new Misfit('is no decimal');
  return decimalText(new ExactNumber(text), decimals);
}
