import { UsageError } from '../../base/errors.ts';
import { isRecord, member } from '../../base/values.ts';
import type { BytesFormat } from '../../clients/kafka/bytes-format.ts';
import type { RawRecord } from '../../clients/kafka/records.ts';

/** What a record must be to be shown. */
export interface Wanted {
  /** `FIELD=VALUE`, `FIELD!=VALUE`; all of them. */
  readonly where: readonly string[];
  readonly key?: string;
}

/** Whether a record is wanted, by its key and its JSON. Throws UsageError for a bad condition or key. */
export function recordFilter({ where, key }: Wanted, keyFormat: BytesFormat): (record: RawRecord) => boolean {
  const conditions = where.map(conditionOf);
  const bytes = key === undefined ? undefined : keyBytes(key, keyFormat);
  return (record) => {
    if (bytes !== undefined && record.key?.equals(bytes) !== true) return false;
    if (conditions.length === 0) return true;
    const value = jsonOf(record.value);
    return isRecord(value) && conditions.every((holds) => holds(value));
  };
}

function keyBytes(key: string, format: BytesFormat): Buffer {
  try {
    return format.bytes(key);
  } catch (cause) {
    if (cause instanceof RangeError) throw new UsageError(`The key is ${cause.message}`, { where: key, cause });
    throw cause;
  }
}

/** Text, numbers and truth values are compared as they are written in JSON; an absent field equals `null`. */
function conditionOf(written: string): (value: unknown) => boolean {
  const [, path = '', sign, wanted] = /^([^=!]+)(!?=)(.*)$/s.exec(written) ?? [];
  if (sign === undefined) {
    throw new UsageError('A condition is FIELD=VALUE or FIELD!=VALUE', {
      where: written,
      hint: 'Such as --where type=sale.',
    });
  }
  return (value) => {
    const found = path.split('.').reduce<unknown>((inner, name) => member(inner, name), value) ?? null;
    const text = typeof found === 'object' ? JSON.stringify(found) : String(found);
    return (text === wanted) === (sign === '=');
  };
}

function jsonOf(bytes: Buffer | null): unknown {
  try {
    return bytes === null ? undefined : JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
