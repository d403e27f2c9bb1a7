import { compareDecimals, parseDecimal } from '../base/decimal.ts';

/** PostgreSQL's words for the values of a boolean. */
const BOOLEANS: Readonly<Record<string, string>> = { t: 'true', f: 'false' };

/** Whether two values are the same: numbers by what they are (`1.50` is `1.5`), all else by its text. Pure. */
export function holds(found: string, expected: string): boolean {
  const [one, other] = [found, expected].map(parseDecimal);
  if (one !== undefined && other !== undefined) return compareDecimals(one, other) === 0;
  return found === expected || BOOLEANS[found] === expected;
}
