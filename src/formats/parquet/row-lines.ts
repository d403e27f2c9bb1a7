import type { SchemaTree } from 'hyparquet';
import { decimalText } from '../../base/decimal.ts';
import type { ColumnChunk, ParquetFile } from './file.ts';

/**
 * The rows of a run as lines of JSON: times as ISO text, every number with the digits that the file holds. A double that is no number (NaN,
 * Infinity) is text.
 */
export function* rowLines(file: ParquetFile, chunk: ColumnChunk): Generator<string> {
  const columns = file.columns.map((tree) => ({ key: JSON.stringify(tree.element.name), show: shower(tree) }));
  for (let index = 0; index < chunk.rows; index++) {
    const members: string[] = [];
    for (const [column, { key, show }] of columns.entries()) {
      const value = chunk.values[column]?.[index];
      if (value !== null && value !== undefined) members.push(`${key}:${show(value)}`);
    }
    yield `{${members.join(',')}}`;
  }
}

/** The JSON of a value that is there. */
type Show = (value: unknown) => string;

const DAY = 86_400_000n;

function shower(tree: SchemaTree): Show {
  const { type, converted_type: meaning, logical_type: logical, scale = 0 } = tree.element;
  if (type === undefined) return nested(tree);
  if (meaning === 'DATE' || logical?.type === 'DATE') {
    return (value) => JSON.stringify(isoTime(BigInt(String(value)) * DAY * 1_000n).replace('T00:00:00Z', ''));
  }
  if (meaning === 'TIMESTAMP_MILLIS') return (value) => JSON.stringify(isoTime(BigInt(String(value)) * 1_000n));
  if (meaning === 'TIMESTAMP_MICROS' || logical?.type === 'TIMESTAMP') {
    return (value) => JSON.stringify(isoTime(BigInt(String(value))));
  }
  if (meaning === 'DECIMAL') return (value) => decimalOf(value, scale);
  return plain;
}

function decimalOf(value: unknown, scale: number): string {
  if (typeof value === 'bigint') return decimalText({ unscaled: value, scale });
  if (typeof value === 'number' && Number.isSafeInteger(value)) return decimalText({ unscaled: BigInt(value), scale });
  return plain(value);
}

function nested(tree: SchemaTree): Show {
  const list = tree.element.converted_type === 'LIST' || tree.element.logical_type?.type === 'LIST';
  const item = list ? (tree.children[0]?.children[0] ?? tree.children[0]) : undefined;
  if (item !== undefined) {
    const show = shower(item);
    const orNull = (entry: unknown) => (entry === null || entry === undefined ? 'null' : show(entry));
    return (value) => (Array.isArray(value) ? `[${value.map(orNull).join(',')}]` : plain(value));
  }
  const members = tree.children.map((child) => ({ name: child.element.name, show: shower(child) }));
  return (value) => {
    const fields: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
    const present = members.filter(({ name }) => fields[name] !== null && fields[name] !== undefined);
    return `{${present.map(({ name, show }) => `${JSON.stringify(name)}:${show(fields[name])}`).join(',')}}`;
  };
}

function plain(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (Object.is(value, -0)) return '-0.0';
  return JSON.stringify(value, (_key, inner) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'null';
}

/** Microseconds since 1970 in ISO 8601; years beyond 0000 to 9999 have a sign and six digits or more. */
function isoTime(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = (micros - fraction) / 1_000_000n;
  const date = new Date(Number(seconds) * 1000);
  // further than a calendar reaches: the number itself
  if (Number.isNaN(date.getTime())) return String(micros);
  const base = date.toISOString().slice(0, -'.000Z'.length);
  const digits = String(fraction).padStart(6, '0').replace(/0+$/, '');
  return `${base}${digits === '' ? '' : `.${digits}`}Z`;
}
