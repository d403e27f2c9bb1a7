/**
 * How both sides of a comparison write one row: `name=value` of every column that is not null, sorted by name. Numbers stand as
 * they are stored (times in micros, dates in days, decimals unscaled), text with its length before it.
 */
export interface NamedEncoder {
  readonly name: string;
  /** The value's text; undefined for null. Throws Misfit when it is of another type. */
  readonly encode: (value: unknown) => string | undefined;
}

/** A value that does not have the type its contract or its column demands. */
export class Misfit extends Error {}

export const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

export function encodeText(text: string): string {
  return `${text.length}:${text}`;
}

/** JSON with sorted keys: undeclared fields are compared by meaning, not by spelling. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
}

/** Where a record came from, part of a row when its file says so. */
export function encodeCoordinates(partition: number | string, offset: number | string | bigint): string {
  return `@${partition}:${offset}`;
}
