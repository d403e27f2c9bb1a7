import { Misfit } from './canonical.ts';

/** A JSON number as it was written, for those that a double cannot hold. */
export class ExactNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

/** Sixteen digits and points in a row, or an exponent: what a double may round. */
const RISKY = /\d[\d.]{15}|\d[eE]/;

/** JSON.parse; numbers come as ExactNumber when one of them may be more than a double holds. */
export function parseExactly(text: string): unknown {
  if (!RISKY.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined ? new ExactNumber(context.source) : value,
  );
}

/** The same value with plain numbers. */
export function withDoubles(value: unknown): unknown {
  if (value instanceof ExactNumber) return Number(value.source);
  if (Array.isArray(value)) return value.map(withDoubles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withDoubles(member)]));
}

export function integerText(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value + 0 || 0);
  if (value instanceof ExactNumber && /^-?\d+$/.test(value.source)) return String(BigInt(value.source));
  throw new Misfit('is no integer');
}

export function doubleText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (value instanceof ExactNumber) return String(Number(value.source));
  throw new Misfit('is no number');
}

/** The number times 10^decimals, whole. */
export function decimalText(value: unknown, decimals: number): string {
  if (value instanceof ExactNumber) return unscaled(value.source, decimals);
  if (typeof value !== 'number') throw new Misfit('is no number');
  const scaled = value * 10 ** decimals;
  const whole = Math.round(scaled);
  if (Math.abs(scaled - whole) > 1e-6 * Math.max(1, Math.abs(scaled)))
    throw new Misfit(`has more than ${decimals} decimals`);
  if (!Number.isSafeInteger(whole)) return unscaled(String(value), decimals);
  return String(whole + 0 || 0);
}

function unscaled(source: string, decimals: number): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const shift = Number(exponent) - fraction.length + decimals;
  const digits = BigInt(`${whole}${fraction}` || '0');
  if (shift >= 0) return String(BigInt(sign === '-' ? -1 : 1) * digits * 10n ** BigInt(shift));
  const divisor = 10n ** BigInt(-shift);
  if (digits % divisor !== 0n) throw new Misfit(`has more than ${decimals} decimals`);
  return String(BigInt(sign === '-' ? -1 : 1) * (digits / divisor));
}
