import { UsageError } from '../../base/errors.ts';
import { readTime } from '../../base/time.ts';
import { isRecord } from '../../base/values.ts';
import { type BytesFormat, bytesFormat } from './bytes-format.ts';
import type { OutgoingRecord } from './writer.ts';

/** How texts of keys and values become bytes. */
export interface Formats {
  readonly key: BytesFormat;
  readonly value: BytesFormat;
}

/**
 * The record that a line of `consume -o json` tells: `key`, `value` (null: a tombstone), `headers` (a list: several of
 * one name), `timestamp`, `partition`; each may be absent. Throws UsageError with `where`.
 */
export function recordOfLine(line: Buffer, formats: Formats, where: string): OutgoingRecord {
  const told = parsed(line, where);
  const { partition, timestamp, headers } = told;
  if (!Object.hasOwn(told, 'value')) throw wrong('It has no `value`', where);
  if (partition !== undefined && !(Number.isSafeInteger(partition) && Number(partition) >= 0)) {
    throw wrong('`partition` is no whole number', where);
  }
  if (headers !== undefined && !isRecord(headers)) throw wrong('`headers` is no object', where);
  const text = bytesFormat('text');
  const header = (name: string, value: unknown) => bytesOf(value, text, `header \`${name}\``, where) ?? undefined;
  const named = Object.entries(isRecord(headers) ? headers : {}).map(
    ([name, value]) =>
      [name, Array.isArray(value) ? value.map((one: unknown) => header(name, one)) : header(name, value)] as const,
  );
  return {
    key: bytesOf(told.key ?? null, formats.key, '`key`', where),
    value: bytesOf(told.value, formats.value, '`value`', where),
    ...(named.length === 0 ? {} : { headers: Object.fromEntries(named) }),
    ...(timestamp === undefined ? {} : { timestamp: timestampOf(timestamp, where) }),
    ...(typeof partition === 'number' ? { partition } : {}),
  };
}

function parsed(line: Buffer, where: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    if (isRecord(value)) return value;
  } catch (cause) {
    throw wrong('This is not JSON', where, cause);
  }
  throw wrong('This is no JSON object', where);
}

/** A text in its format, `{"base64": …}`, null, or a JSON value, which is written as JSON. */
function bytesOf(value: unknown, format: BytesFormat, what: string, where: string): Buffer | null {
  if (value === null) return null;
  const base64 = isRecord(value) && Object.keys(value).length === 1 ? value.base64 : undefined;
  const text = typeof value === 'string' ? value : typeof base64 === 'string' ? base64 : JSON.stringify(value);
  try {
    return (typeof base64 === 'string' ? bytesFormat('base64') : format).bytes(text);
  } catch (cause) {
    if (cause instanceof RangeError) throw wrong(`${what} is ${cause.message}`, where, cause);
    throw cause;
  }
}

/** Milliseconds since 1970 of what `timestamp` tells: such a number, its digits, or a time with its zone. */
export function timestampOf(written: unknown, where: string): string {
  if (Number.isSafeInteger(written)) return String(written);
  if (typeof written === 'string' && /^-?\d{1,19}$/.test(written)) return written;
  const time = typeof written === 'string' ? readTime(written) : undefined;
  if (time?.format !== 'date-time') {
    throw new UsageError('A time is milliseconds since 1970, or such as 2026-01-31T12:00:00Z', { where });
  }
  return String(time.seconds * 1_000 + Math.floor(time.micros / 1_000));
}

const wrong = (message: string, where: string, cause?: unknown) =>
  new UsageError(message, {
    where,
    hint: 'With --format json a line is what `consume -o json` prints.',
    ...(cause === undefined ? {} : { cause }),
  });
