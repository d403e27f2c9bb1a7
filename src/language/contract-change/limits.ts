import { isDeepStrictEqual } from 'node:util';
import type { Field } from '../model.ts';

/** What becomes of the values that a field takes: none, more, or fewer or others than before. */
export type Direction = 'same' | 'more' | 'fewer';

interface LimitChange {
  /** `minimum 0 → 10`. */
  readonly what: string;
  readonly direction: Direction;
}

/** Keys of a field that say nothing of which single values it takes, or that are compared by themselves. */
const ELSEWHERE = new Set(['type', 'required', 'fields', 'items', 'values']);
const LOWER = new Set(['minimum', 'exclusiveMinimum', 'minLength', 'minItems']);
const UPPER = new Set(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems']);

/** How the limits of a field change that is stored as before. */
export function limitChanges(before: Field, after: Field): readonly LimitChange[] {
  const [old, now]: Readonly<Record<string, unknown>>[] = [{ ...before }, { ...after }];
  if (old === undefined || now === undefined) return [];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !ELSEWHERE.has(key)).sort();
  return keys
    .filter((key) => !isDeepStrictEqual(old[key], now[key]))
    .map((key) => ({
      what: `${key} ${shown(old[key])} → ${shown(now[key])}`,
      direction: directionOf(key, old[key], now[key]),
    }));
}

const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

function directionOf(key: string, before: unknown, after: unknown): Direction {
  // a limit that goes lets more in; the format of a text is one, too
  if (after === undefined) return key === 'fraction' ? 'fewer' : 'more';
  if (before === undefined) return key === 'fraction' ? 'more' : 'fewer';
  if (typeof before === 'number' && typeof after === 'number') {
    if (LOWER.has(key)) return after < before ? 'more' : 'fewer';
    if (UPPER.has(key)) return after > before ? 'more' : 'fewer';
  }
  if (key === 'enum' && Array.isArray(before) && Array.isArray(after)) {
    return before.every((value) => after.includes(value)) ? 'more' : 'fewer';
  }
  return 'fewer';
}
