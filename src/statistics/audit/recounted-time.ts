import type { EpochFormat, NumberLimits } from '../../base/epoch-time.ts';
import { epochMicros } from '../../formats/rows/epoch.ts';
import type { Field } from '../../language/model.ts';

interface Counting extends NumberLimits {
  readonly type: 'string' | 'integer';
  readonly format: EpochFormat;
}

/** Whether a field's times count since 1970, in a unit that only its contract says. */
export const countsSince1970 = (field: Field | undefined): field is Field & Counting =>
  (field?.type === 'string' || field?.type === 'integer') && field.format?.startsWith('epoch-') === true;

/** Milliseconds since 1970 that such a field tells, what is finer cut off; undefined where it tells none. */
export function epochTime({ type, format, ...limits }: Counting, told: unknown): number | undefined {
  const isWritten = type === 'integer' ? typeof told === 'number' : typeof told === 'string';
  if (!isWritten) return undefined;
  try {
    return Math.floor(Number(epochMicros(String(told), format, limits)) / 1_000);
  } catch {
    return undefined;
  }
}
