import { isUtf8 } from 'node:buffer';
import { envelopeLine } from '../formats/json/envelope.ts';
import { quotedKey } from '../formats/json/quoted-key.ts';
import { keyOf, readKeys, withKey, withoutKey } from '../formats/rows/coordinates.ts';
import type { Origin } from '../formats/rows/origin.ts';
import type { Beside, RowFormat } from '../formats/rows/row-format.ts';
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

/**
 * What must be stored of a kept tombstone: typed columns beside the coordinates, or a line that says them itself.
 */
export function expectedTombstone(
  { rows, typed }: { readonly rows: RowFormat; readonly typed: boolean },
  origin: Origin,
  beside: Beside,
): string | Buffer {
  const told = typeof beside === 'boolean' ? undefined : beside;
  if (told?.envelope === true) return envelopeLine(withKey(told), origin, null, false);
  const key = keyOf(origin, told === undefined || !readKeys(told));
  const place = typed ? '' : `,"kafka_partition":${origin.partition},"kafka_offset":${origin.offset}`;
  const value = Buffer.from(`{${keyMember(key)}${place}}`);
  return rows.expected(value, origin, told === undefined ? beside : withoutKey(told));
}

function keyMember(key: Buffer | null): string {
  if (key === null) return '"kafka_key":null';
  if (!isUtf8(key)) return `"kafka_key_base64":"${key.toString('base64')}"`;
  return `"kafka_key":${quotedKey(key.toString('utf8'))}`;
}

/** Whether the commit counted its records without value instead of storing them. */
export const countsTombstones = ({ tombstones }: LiveRange): boolean => tombstones > 0;
