import { compareDecimals, parseDecimal } from '../../base/decimal.ts';
import type { Bounds, FieldType, Scalar } from '../spec.ts';

/**
 * Whether a value, which is of the field's type, is what it must be. `digits`: how a number is written in the event.
 */
export type Test = (value: unknown, digits: () => string) => boolean;

/** The test that all keywords of `bounds` make. */
export function testOf(bounds: Bounds): Test {
  const tests: Test[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bounds;
  const compared = (bound: number | undefined, holds: (order: number) => boolean) => {
    if (bound === undefined) return;
    tests.push((value, digits) => typeof value === 'number' && holds(compareExactly(value, bound, digits)));
  };
  compared(minimum, (order) => order >= 0);
  compared(maximum, (order) => order <= 0);
  compared(exclusiveMinimum, (order) => order > 0);
  compared(exclusiveMaximum, (order) => order < 0);
  const choices = bounds.const === undefined ? bounds.enum : [bounds.const];
  if (choices !== undefined) tests.push((value, digits) => choices.some((choice) => isSame(value, choice, digits)));
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = bounds;
  if (bounds.minLength !== undefined || bounds.maxLength !== undefined) {
    tests.push((value) => typeof value === 'string' && isWithin([...value].length, minLength, maxLength));
  }
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = bounds;
  if (bounds.minItems !== undefined || bounds.maxItems !== undefined) {
    tests.push((value) => Array.isArray(value) && isWithin(value.length, minItems, maxItems));
  }
  return (value, digits) => tests.every((test) => test(value, digits));
}

const isWithin = (count: number, least: number, most: number): boolean => count >= least && count <= most;

function isSame(value: unknown, choice: Scalar, digits: () => string): boolean {
  if (typeof value !== 'number' || typeof choice !== 'number') return value === choice;
  return value === choice && compareExactly(value, choice, digits) === 0;
}

/**
 * The order of the number that `digits` writes and `bound`. Doubles never order two numbers the wrong way round: only
 * where both have the same double, the digits decide.
 */
function compareExactly(value: number, bound: number, digits: () => string): number {
  if (value < bound) return -1;
  if (value > bound) return 1;
  const written = digits();
  if (bound === 0) return /^-?[0.]*(e|$)/i.test(written) ? 0 : written.startsWith('-') ? -1 : 1;
  const [exact, limit] = [parseDecimal(written), parseDecimal(String(bound))];
  return exact === undefined || limit === undefined ? 0 : compareDecimals(exact, limit);
}

/** Whether a JSON value is of the type that a field is declared with. */
export function isOfType(value: unknown, type: FieldType['type']): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'any':
      return true;
    case 'integer':
    case 'number':
      return typeof value === 'number';
    default:
      return typeof value === type;
  }
}
