import type { EventContract, Field } from '../../language/model.ts';
import { encodeDouble, encodeText, Misfit } from './canonical.ts';
import { ExactNumber } from './exact-json.ts';
import { decimalText } from './exact-number.ts';
import { daysOf, microsOf, nanosOf } from './times.ts';

/** What names a directory whose field has no value. */
const ABSENT = '__HIVE_DEFAULT_PARTITION__';
/** What names one whose field is an empty text. */
const EMPTY = '__EMPTY__';

const kinds = ['text', 'integer', 'double', 'boolean', 'date', 'time', 'nanoseconds'] as const;

/** What a field is stored as that can name directories. */
export type SingleStored =
  | { readonly kind: (typeof kinds)[number] }
  | { readonly kind: 'decimal'; readonly decimals: number };

/** Whether values of the kind can name directories and need nothing else to be read. */
export const isSingleKind = (kind: string): kind is (typeof kinds)[number] => kinds.some((one) => one === kind);

/** The text that a directory `NAME=VALUE` stands for; undefined for null. Throws Misfit. */
export function textOfDirectory(value: string): string | undefined {
  if (value === ABSENT) return undefined;
  if (value === EMPTY) return '';
  try {
    return decodeURIComponent(value);
  } catch {
    throw new Misfit(`${value} is no name that the sink writes`);
  }
}

/** The text of a directory as rows write such a value; undefined for null. Throws Misfit. */
export function valueOfDirectory(stored: SingleStored, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  switch (stored.kind) {
    case 'text':
      return encodeText(text);
    case 'integer':
      return text;
    case 'double':
      return encodeDouble(Number(text));
    case 'boolean':
      return text === 'true' ? 't' : 'f';
    case 'decimal':
      return decimalText(new ExactNumber(text), stored.decimals);
    case 'date':
      return daysOf(text);
    case 'time':
      return microsOf(text, undefined);
    case 'nanoseconds':
      return nanosOf(text, undefined);
  }
}

/** The field at the end of a path; undefined where the contract has none. */
export function fieldAt({ fields }: EventContract, path: readonly string[]): Field | undefined {
  let inside = fields;
  let found: Field | undefined;
  for (const name of path) {
    found = Object.hasOwn(inside, name) ? inside[name] : undefined;
    inside = found?.type === 'object' ? found.fields : {};
  }
  return found;
}
