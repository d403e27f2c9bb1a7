import type { Output } from '../base/context.ts';
import { printable } from '../base/text/printable.ts';
import { paint } from '../base/text/style.ts';
import { isoTime } from '../base/time.ts';
import { type BytesFormat, bytesFormat } from '../clients/kafka/bytes-format.ts';
import type { RawRecord } from '../clients/kafka/records.ts';

/** How keys and values are shown. */
export interface ShownAs {
  readonly key: BytesFormat;
  readonly value: BytesFormat;
}

const asText = bytesFormat('text');
const texts: ShownAs = { key: asText, value: asText };

/** The text of bytes in their format, `{"base64": …}` for bytes that are none, null for none. */
function readable(bytes: Buffer | null, format = asText): string | null | { readonly base64: string } {
  if (bytes === null) return null;
  return format.text(bytes) ?? { base64: bytes.toString('base64') };
}

function shown(bytes: Buffer | null, format = asText): string {
  const text = readable(bytes, format);
  return typeof text === 'string' ? printable(text) : text === null ? '(none)' : `(base64) ${text.base64}`;
}

/** One record for a program; the layout is documented in docs/kafka.md. */
export function recordJson(topic: string, partition: number, record: RawRecord, as = texts) {
  const headers = headersByName(record);
  const { offset } = record;
  const [key, value] = [readable(record.key, as.key), readable(record.value, as.value)];
  return { topic, partition, offset, timestamp: timeOf(record), key, value, headers };
}

/** A header as it reads, a list where a name stands several times. */
function headersByName(record: RawRecord) {
  const byName = Map.groupBy(record.headers(), ({ name }) => name);
  return Object.fromEntries(
    [...byName].map(([name, headers]) => {
      const values = headers.map(({ value }) => readable(value));
      return [name, values.length === 1 ? (values[0] ?? null) : values];
    }),
  );
}

/** ISO text; milliseconds where no calendar reaches, as their digits where a double does not hold them. */
function timeOf({ timestamp, exactTimestamp }: RawRecord): string | number {
  return isoTime(timestamp) ?? (exactTimestamp === undefined ? timestamp : String(exactTimestamp));
}

/** One record for a person: where it lies, its key, its value, its headers. */
export function recordAsText(partition: number, record: RawRecord, output: Output, as = texts): string {
  const style = paint(output);
  const headers = record
    .headers()
    .map(({ name, value }) => style.dim(` ${printable(name)}=${shown(value)}`))
    .join('');
  const key = record.key === null ? '' : `${style.cyan(shown(record.key, as.key))}  `;
  const value = record.value === null ? style.dim('(tombstone)') : shown(record.value, as.value);
  return `${style.dim(`${partition}:${record.offset}`)}  ${key}${value}${headers}\n`;
}
