import type { TimeFormat } from '../base/event-time.ts';
import { numbersOf } from '../base/values.ts';
import type { Field, Fields } from './model.ts';

/** What a column holds; `json` is the text of a value. */
export type StoredAs =
  | { readonly kind: 'text' | 'integer' | 'double' | 'boolean' | 'date' | 'time' | 'nanoseconds' | 'bytes' | 'json' }
  | { readonly kind: 'decimal'; readonly decimals: number }
  | { readonly kind: 'list'; readonly items: Field }
  | { readonly kind: 'map'; readonly values: Field }
  | { readonly kind: 'group'; readonly fields: Fields };

/** As what a field is stored, by the table of docs/event-contract.md; its constraints do not matter. */
export function storedAs(field: Field): StoredAs {
  switch (field.type) {
    case 'string':
      switch (field.format) {
        case 'date':
          return { kind: 'date' };
        case 'decimal':
        case 'decimal-base64':
          return { kind: 'decimal', decimals: field.decimals ?? 0 };
        case 'date-time':
        case 'local-date-time':
          return { kind: field.fraction === 'nanoseconds' ? 'nanoseconds' : 'time' };
        case 'epoch-seconds':
        case 'epoch-milliseconds':
        case 'epoch-microseconds':
          return { kind: 'time' };
        case 'base64':
          return { kind: 'bytes' };
        default:
          return { kind: 'text' };
      }
    case 'integer':
      return { kind: field.format === undefined ? 'integer' : 'time' };
    case 'number':
      return field.decimals === undefined ? { kind: 'double' } : { kind: 'decimal', decimals: field.decimals };
    case 'boolean':
      return { kind: 'boolean' };
    case 'any':
      return { kind: 'json' };
    case 'array':
      return { kind: 'list', items: field.items };
    case 'map':
      return { kind: 'map', values: field.values };
    case 'object':
      return { kind: 'group', fields: field.fields };
  }
}

/** Whether a field has one value, which can name something, and no list or object. */
export const isSingle = (field: Field): boolean => !['list', 'map', 'group', 'json'].includes(storedAs(field).kind);

/** How a field's times are written; undefined for a field that holds none. */
export function timeFormatOf(field: Field | undefined, timezone: string | undefined): TimeFormat | undefined {
  if (field?.type === 'integer')
    return field.format === undefined ? undefined : { format: field.format, ...limitsOf(field) };
  if (field?.type !== 'string') return undefined;
  const { format, fraction } = field;
  switch (format) {
    case 'date':
      return { format };
    case 'date-time':
    case 'local-date-time': {
      const zone = format === 'local-date-time' ? timezone : undefined;
      return { format, ...(zone === undefined ? {} : { zone }), ...(fraction === undefined ? {} : { fraction }) };
    }
    case 'epoch-seconds':
    case 'epoch-milliseconds':
    case 'epoch-microseconds':
      return { format, text: true, ...limitsOf(field) };
    default:
      return undefined;
  }
}

const limitsOf = (field: Field) =>
  numbersOf({ ...field }, ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);

/** Whether a field is a moment or a day. */
export const isTime = (field: Field): boolean => timeFormatOf(field, undefined) !== undefined;

/** How a field that holds no time becomes one. */
export function timeHint({ type }: Field): string {
  const numbers = 'give it the format epoch-seconds, epoch-milliseconds or epoch-microseconds';
  if (type === 'integer') return numbers;
  if (type === 'string') return 'give it the format date-time, local-date-time or date';
  return type === 'number' ? `make it an integer, and ${numbers}` : 'choose a field that holds a text or an integer';
}
