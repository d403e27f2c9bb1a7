import { isUtf8 } from 'node:buffer';
import type { RowFormat } from '../formats/rows/row-format.ts';
import type { EventContract } from '../language/model.ts';
import type { LiveRange } from './live-range.ts';

/** The directory below a topic's in which a sink with `tombstones: keep` stores records without value. */
const TOMBSTONES = '_tombstones';

/** The columns of a kept tombstone beside its coordinates (docs/sink.md). */
export const tombstoneContract: EventContract = {
  name: 'tombstone',
  unknown: 'reject',
  fields: {
    kafka_key: { type: 'string', required: false },
    kafka_key_base64: { type: 'string', required: false },
  },
};

/** Whether a committed file, by its path below the sink's, holds tombstones instead of events. */
export const holdsTombstones = (path: string): boolean => path.split('/')[1] === TOMBSTONES;

/** A record without value, as far as what is stored of it depends on it. */
export interface Tombstone {
  readonly key: Buffer | null;
  readonly offset: number;
}

/**
 * What must be stored of a kept tombstone: typed columns beside the coordinates, or a line that says them itself.
 */
export function expectedTombstone(
  { rows, typed }: { readonly rows: RowFormat; readonly typed: boolean },
  { key, offset }: Tombstone,
  partition: number,
  coordinates: boolean,
): string | Buffer {
  const member = keyMember(key);
  const place = typed ? '' : `,"kafka_partition":${partition},"kafka_offset":${offset}`;
  return rows.expected(Buffer.from(`{${member}${place}}`), { partition, offset }, coordinates);
}

function keyMember(key: Buffer | null): string {
  if (key === null) return '"kafka_key":null';
  if (!isUtf8(key)) return `"kafka_key_base64":"${key.toString('base64')}"`;
  return `"kafka_key":"${key.toString('utf8').replaceAll(/["\\\p{Cc}]/gu, escaped)}"`;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\f': 'f',
  '\r': 'r',
};

/** As docs/sink.md spells it: the short escapes of JSON, else four digits in capitals; only what JSON forbids. */
function escaped(character: string): string {
  const short = SHORT[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.charCodeAt(0);
  return code < 0x20 ? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}` : character;
}

/** Whether the commit counted its records without value instead of storing them. */
export const countsTombstones = ({ tombstones }: LiveRange): boolean => tombstones > 0;
