/**
 * JSON.parse, but whole numbers that a double would round (beyond ±2^53) come as their digits, in a text. For values in
 * which two numbers that differ must not become the same.
 */
export function parseWithDigits(text: string): unknown {
  return JSON.parse(text, (_key: string, value: unknown, context?: { readonly source?: string }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
    return /^-?\d+$/.test(context?.source ?? '') ? context?.source : value;
  });
}
