/** A JSON number as it is written. */
export class Written {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a value and its members, numbers as `Written`; undefined for what is no JSON object in UTF-8. */
export function naiveFields(
  value: Uint8Array,
): { readonly text: string; readonly members: ReadonlyMap<string, unknown> } | undefined {
  try {
    const text = decoder.decode(value);
    const parsed: unknown = JSON.parse(text, (_, one: unknown, context?: { readonly source?: string }) =>
      typeof one === 'number' ? new Written(context?.source ?? '') : one,
    );
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed) || parsed instanceof Written) return;
    return { text, members: new Map(Object.entries(parsed)) };
  } catch {
    return undefined;
  }
}

/** The order of two numbers by their digits: negative, zero or positive. Their exponents are below 10,000. */
export function naiveOrder(left: string, right: string): number {
  const [one, other] = [parts(left), parts(right)];
  const exponent = Math.min(one.exponent, other.exponent);
  const scaled = (number: typeof one) => number.whole * 10n ** BigInt(number.exponent - exponent);
  const difference = scaled(one) - scaled(other);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** `whole` × 10 ^ `exponent`. What no double tells from zero or from infinity is cut to what compares alike. */
function parts(digits: string): { readonly whole: bigint; readonly exponent: number } {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  const [before = '', after = ''] = mantissa.split('.');
  const whole = BigInt(before + after);
  const shift = Math.max(-10_000, Math.min(10_000, Number(exponent)));
  return { whole, exponent: whole === 0n ? 0 : shift - after.length };
}
