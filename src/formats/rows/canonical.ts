import { isUtf8 } from 'node:buffer';

/**
 * How both sides of a comparison write one row: `"name" kind=value` of every column that is not null, sorted by name.
 * Numbers stand as they are stored (times in micros, dates in days, decimals unscaled), text with its length before it,
 * bytes in hexadecimal.
 * Different rows have different texts.
 */
export interface NamedEncoder<T> {
  readonly name: string;
  /** What stands before its value. */
  readonly head: string;
  /** The value's text; undefined for null. Throws Misfit when it is of another type. */
  readonly encode: (value: T) => string | undefined;
}

/** What the values of a column are; `other` is no column of ours. */
export type ColumnKind =
  | 'text'
  | 'integer'
  | 'int'
  | 'double'
  | `decimal(18,${number})`
  | 'boolean'
  | 'date'
  | 'time'
  | 'time in nanoseconds'
  | 'bytes'
  | 'group'
  | `list of ${string}`
  | `map of ${string}`
  | `other ${string}`;

/** A value that does not have the type its contract or its column demands. */
export class Misfit extends Error {}

/** What stands before a column's values. */
export const columnHead = (name: string, kind: ColumnKind): string => `${JSON.stringify(name)} ${kind}=`;

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

export function encodeText(text: string): string {
  return `${text.length}:${text}`;
}

/** A text's bytes; such as are no UTF-8 equal no text. */
export function encodeTextBytes(value: Uint8Array): string {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return isUtf8(bytes) ? encodeText(bytes.toString('utf8')) : `bytes ${bytes.toString('hex')}`;
}

/** A double's shortest spelling that reads back as the same one; minus zero has its sign. */
export function encodeDouble(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** An entry of a map. */
export const encodeEntry = (name: string, value: string | undefined): string =>
  `${encodeText(name)}=${value ?? 'null'}`;

/** Where a record came from, part of a row when its file says so. */
export function encodeCoordinates(partition: number | string, offset: number | string | bigint): string {
  return `@${partition}:${offset}`;
}
