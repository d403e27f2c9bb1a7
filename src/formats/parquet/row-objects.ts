import type { SchemaTree } from 'hyparquet';
import type { ColumnChunk, ParquetFile } from './file.ts';

/** The rows of a run as plain objects for JSON: times as ISO text, decimals exact, whole numbers exact as far as JSON's are. */
export function* rowObjects(file: ParquetFile, chunk: ColumnChunk): Generator<Readonly<Record<string, unknown>>> {
  const columns = file.columns.map((tree) => ({ name: tree.element.name, show: shower(tree) }));
  for (let index = 0; index < chunk.rows; index++) {
    const row: Record<string, unknown> = {};
    for (const [column, { name, show }] of columns.entries()) {
      const value = chunk.values[column]?.[index];
      if (value !== null && value !== undefined) row[name] = show(value);
    }
    yield row;
  }
}

type Show = (value: unknown) => unknown;

function shower(tree: SchemaTree): Show {
  const { type, converted_type: meaning, logical_type: logical, scale = 0 } = tree.element;
  if (type === undefined) return nested(tree);
  if (meaning === 'DATE' || logical?.type === 'DATE') {
    return (value) => new Date(Number(value) * 86_400_000).toISOString().slice(0, 10);
  }
  if (meaning === 'TIMESTAMP_MICROS') return (value) => isoMicros(BigInt(String(value)));
  if (meaning === 'TIMESTAMP_MILLIS') return (value) => new Date(Number(value)).toISOString();
  if (logical?.type === 'TIMESTAMP') return (value) => isoMicros(BigInt(String(value)));
  if (meaning === 'DECIMAL') return (value) => Number(`${value}e-${scale}`);
  return wholeNumber;
}

function nested(tree: SchemaTree): Show {
  const list = tree.element.converted_type === 'LIST' || tree.element.logical_type?.type === 'LIST';
  const item = list ? (tree.children[0]?.children[0] ?? tree.children[0]) : undefined;
  if (item !== undefined) {
    const show = shower(item);
    return (value) => (Array.isArray(value) ? value.map((entry) => (entry === null ? null : show(entry))) : value);
  }
  const members = tree.children.map((child) => ({ name: child.element.name, show: shower(child) }));
  return (value) => {
    const fields: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
    const present = members.filter(({ name }) => fields[name] !== null && fields[name] !== undefined);
    return Object.fromEntries(present.map(({ name, show }) => [name, show(fields[name])]));
  };
}

function wholeNumber(value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function isoMicros(micros: bigint): string {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const seconds = (micros - fraction) / 1_000_000n;
  const base = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const digits = String(fraction).padStart(6, '0').replace(/0+$/, '');
  return `${base}${digits === '' ? '' : `.${digits}`}Z`;
}
