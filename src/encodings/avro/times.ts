import type { AvroSchema } from '../../formats/avro/schema.ts';
import { Undecodable } from '../encoding.ts';

/** A time among Avro's logical types: how it is written as text. */
export interface AvroTime {
  readonly kind: 'date' | 'time' | 'timestamp' | 'local-timestamp';
  /** Digits of its fraction of a second. */
  readonly digits: 0 | 3 | 6 | 9;
}

const digitsOf = { millis: 3, micros: 6, nanos: 9 } as const;
const DAY = 86_400n;
const MILLISECONDS = 1_000n;

/** undefined for a schema that is no time. */
export function timeOf(schema: AvroSchema): AvroTime | undefined {
  if ((schema.type !== 'int' && schema.type !== 'long') || schema.logical === undefined) return undefined;
  const { name } = schema.logical;
  if (schema.type === 'int') {
    if (name === 'date') return { kind: 'date', digits: 0 };
    return name === 'time-millis' ? { kind: 'time', digits: 3 } : undefined;
  }
  if (name === 'time-micros') return { kind: 'time', digits: 6 };
  const [, kind, unit] = /^(timestamp|local-timestamp)-(millis|micros|nanos)$/.exec(name) ?? [];
  if (kind !== 'timestamp' && kind !== 'local-timestamp') return undefined;
  return unit === 'millis' || unit === 'micros' || unit === 'nanos' ? { kind, digits: digitsOf[unit] } : undefined;
}

/** The text of ISO 8601 with all digits of its unit. Throws Undecodable for what four digits of a year do not reach. */
export function timeText(value: bigint, { kind, digits }: AvroTime): string {
  if (kind === 'date') return dayText(value * DAY);
  const unit = 10n ** BigInt(digits);
  const fraction = ((value % unit) + unit) % unit;
  const seconds = (value - fraction) / unit;
  const end = `.${String(fraction).padStart(digits, '0')}`;
  if (kind === 'time') {
    if (seconds < 0n || seconds >= DAY) throw new Undecodable('a time outside of a day');
    return clock(seconds) + end;
  }
  const inDay = ((seconds % DAY) + DAY) % DAY;
  return `${dayText(seconds - inDay)}T${clock(inDay)}${end}${kind === 'timestamp' ? 'Z' : ''}`;
}

function dayText(seconds: bigint): string {
  const date = new Date(Number(seconds * MILLISECONDS));
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9_999)) throw new Undecodable('a time outside of the years 0001 to 9999');
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

const clock = (seconds: bigint): string =>
  [seconds / 3_600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => String(part).padStart(2, '0')).join(':');
