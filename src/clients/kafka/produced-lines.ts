import { UsageError } from '../../base/errors.ts';
import type { BytesFormat } from './bytes-format.ts';
import { type Keying, keyedLine } from './keyed-lines.ts';
import { type Formats, recordOfLine } from './record-lines.ts';
import type { OutgoingRecord } from './writer.ts';

/** How lines become records. */
export interface Producing {
  /** How a line says its key; `json`: the line is a whole record, as `consume -o json` prints it. */
  readonly keying: Keying | 'json';
  readonly formats: Formats;
  /** An empty value is a tombstone. */
  readonly tombstones: boolean;
  /** Partitions of the topic. */
  readonly partitions: number;
  /** What every record gets. */
  readonly given: Pick<OutgoingRecord, 'headers' | 'timestamp' | 'partition'>;
}

/** The records of `lines` up to the first wrong one, whose `problem` names its number; `before` lines came earlier. */
export function producedRecords(
  lines: readonly Buffer[],
  before: number,
  producing: Producing,
): { readonly records: readonly OutgoingRecord[]; readonly problem?: UsageError } {
  const records: OutgoingRecord[] = [];
  try {
    for (const line of lines) records.push(recordOf(line, `line ${before + records.length + 1}`, producing));
  } catch (error) {
    if (error instanceof UsageError) return { records, problem: error };
    throw error;
  }
  return { records };
}

function recordOf(line: Buffer, where: string, producing: Producing): OutgoingRecord {
  const { keying, formats, given, tombstones, partitions } = producing;
  const told = keying === 'json' ? recordOfLine(line, formats, where) : plainRecord(line, keying, where, producing);
  const headers = { ...told.headers, ...given.headers };
  const record = { ...told, ...given, ...(Object.keys(headers).length === 0 ? {} : { headers }) };
  if ((record.partition ?? 0) >= partitions) {
    throw new UsageError(`There is no partition ${record.partition}`, {
      where,
      hint: `The topic has ${partitions}, numbered from 0.`,
    });
  }
  return tombstones && record.value?.length === 0 ? { ...record, value: null } : record;
}

function plainRecord(line: Buffer, keying: Keying, where: string, { formats, tombstones }: Producing): OutgoingRecord {
  const { key, value } = keyedLine(line, where, keying);
  const isTombstone = tombstones && value.length === 0;
  return {
    key: key === null ? null : written(key, formats.key, where),
    value: isTombstone ? null : written(value, formats.value, where),
  };
}

/** The bytes that a text stands for; the text's own stay as they are, whatever they are. */
function written(text: Buffer, format: BytesFormat, where: string): Buffer {
  if (format.name === 'text') return text;
  try {
    return format.bytes(text.toString('utf8'));
  } catch (cause) {
    if (cause instanceof RangeError) throw new UsageError(`The text is ${cause.message}`, { where, cause });
    throw cause;
  }
}
