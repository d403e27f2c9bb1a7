import { UsageError } from '../../base/errors.ts';

/** How a line becomes a record: as it is, keyed by a field of its JSON, or split at a separator. */
export type Keying =
  | { readonly by: 'nothing' }
  | { readonly by: 'field'; readonly field: string }
  | { readonly by: 'separator'; readonly separator: string };

interface KeyedLine {
  readonly key: Buffer | null;
  readonly value: Buffer;
}

function keyOf(line: Buffer, field: string, where: string): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(line.toString('utf8'));
  } catch (cause) {
    throw new UsageError('This is not JSON, and --key needs JSON', { where, cause });
  }
  const object =
    typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)) : undefined;
  const key = object?.get(field);
  if (typeof key === 'string') return Buffer.from(key);
  if (typeof key === 'number' || typeof key === 'boolean') return Buffer.from(String(key));
  throw new UsageError(`The field ${field} is ${key === undefined ? 'missing' : 'no text or number'}`, {
    where,
    hint: `Every line must be a JSON object with ${field}.`,
  });
}

/** Splits `line` into key and value. Throws UsageError with `where`. */
export function keyedLine(line: Buffer, where: string, keying: Keying): KeyedLine {
  if (keying.by === 'nothing') return { key: null, value: line };
  if (keying.by === 'field') return { key: keyOf(line, keying.field, where), value: line };
  const at = line.indexOf(keying.separator);
  if (at < 0) {
    throw new UsageError(`There is no ${JSON.stringify(keying.separator)} in it`, {
      where,
      hint: 'With --separator every line is KEY<separator>VALUE.',
    });
  }
  return { key: line.subarray(0, at), value: line.subarray(at + Buffer.byteLength(keying.separator)) };
}
