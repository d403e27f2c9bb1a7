const LONGEST_ID = 256;

/**
 * The id that a field holds, as the log keeps it, or why it is none. Whole numbers beyond 2^53 must come as digits
 * (parseWithDigits).
 */
export function idOf(value: unknown, field: string): { readonly id: string } | { readonly reason: string } {
  if (value === undefined || value === null || value === '') return { reason: `${field} is missing` };
  const id = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof id !== 'string') return { reason: `${field} is neither text nor a whole number` };
  // The log is UTF-8, which has no half of a pair: all of them would become the same id.
  if (!id.isWellFormed()) return { reason: `${field} is no Unicode text` };
  return id.length > LONGEST_ID ? { reason: `${field} is longer than ${LONGEST_ID} characters` } : { id };
}

/** Whether the number has digits that are lost when JSON is parsed as usual. */
export const isRounded = (value: unknown): boolean => typeof value === 'number' && !Number.isSafeInteger(value);
