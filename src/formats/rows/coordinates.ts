import { isUtf8 } from 'node:buffer';
import { type ColumnKind, columnHead, encodeText, Misfit } from './canonical.ts';
import { exactText } from './exact-text.ts';
import type { Origin } from './origin.ts';

const names = ['partition', 'offset', 'topic', 'timestamp', 'key', 'headers'] as const;

/** One thing that Kafka tells of a record beside its value. */
export type Coordinate = (typeof names)[number];

/** What files hold of a record beside its value, as a sink is configured and its links tell it (docs/sink.md). */
export interface Coordinates {
  /** In the order of files. */
  readonly chosen: readonly Coordinate[];
  readonly keyAsBytes: boolean;
  /** Lines are objects that hold them and the value. */
  readonly envelope: boolean;
}

const KEY_AS_BYTES = 'key:bytes';

/** Reads a list such as `partition`, `offset`, `key:bytes`. Throws TypeError for what is none. */
export function readCoordinates(words: readonly string[], envelope: boolean): Coordinates {
  const plain = words.map((word) => (word === KEY_AS_BYTES ? 'key' : word));
  const strange = plain.find((word, index) => !names.some((name) => name === word) || plain.indexOf(word) !== index);
  if (strange !== undefined) throw new TypeError(`${strange} is no coordinate, or stands twice`);
  return {
    chosen: names.filter((name) => plain.includes(name)),
    keyAsBytes: words.includes(KEY_AS_BYTES),
    envelope,
  };
}

/** Whether a row tells which record it is. */
export const tellPlace = ({ chosen }: Coordinates): boolean =>
  chosen.includes('partition') && chosen.includes('offset');

/** Whether keys that name a schema of the registry are stored as what they say. */
export const readKeys = ({ chosen, keyAsBytes, envelope }: Coordinates): boolean =>
  !keyAsBytes && (envelope || chosen.includes('key'));

/** The same ones, but the key is no coordinate: of kept tombstones, which have it as a field. */
export const withoutKey = (coordinates: Coordinates): Coordinates => ({
  ...coordinates,
  chosen: coordinates.chosen.filter((name) => name !== 'key'),
});

/** The same ones and the key. */
export const withKey = (coordinates: Coordinates): Coordinates => ({
  ...coordinates,
  chosen: names.filter((name) => name === 'key' || coordinates.chosen.includes(name)),
});

/** Names of the columns of typed files, in their order. */
export const columnsOf = ({ chosen, keyAsBytes }: Coordinates): readonly string[] =>
  chosen.flatMap((name) => (name === 'key' && !keyAsBytes ? ['kafka_key', 'kafka_key_base64'] : [`kafka_${name}`]));

/** The columns of a record as both sides of a comparison write them. Throws Misfit for what no file can hold. */
export const encodeColumns = ({ chosen, keyAsBytes }: Coordinates, origin: Origin): string =>
  chosen.map((name) => encodeCoordinate(name, origin, keyAsBytes)).join('');

function encodeCoordinate(name: Coordinate, origin: Origin, keyAsBytes: boolean): string {
  switch (name) {
    case 'partition':
      return column(name, 'int', String(origin.partition));
    case 'offset':
      return column(name, 'integer', String(origin.offset));
    case 'topic':
      return column(name, 'text', encodeText(origin.topic ?? ''));
    case 'timestamp': {
      const time = timeOf(origin);
      return time === undefined ? '' : column(name, 'time', String(BigInt(time) * 1_000n));
    }
    case 'key': {
      const key = keyOf(origin, keyAsBytes);
      if (key === null) return '';
      if (keyAsBytes) return column(name, 'bytes', key.toString('hex'));
      if (isUtf8(key)) return column(name, 'text', encodeText(exactText(key)));
      return column('key_base64', 'text', encodeText(key.toString('base64')));
    }
    case 'headers':
      return column(name, 'list of group', `[${(origin.headers?.() ?? []).map(encodeHeader).join(',')}]`);
  }
}

const column = (name: string, kind: ColumnKind, value: string): string =>
  `${columnHead(`kafka_${name}`, kind)}${value}\n`;

function encodeHeader({ name, value }: { readonly name: string; readonly value: Buffer | null }): string {
  const held = value === null ? '' : `${columnHead('value', 'bytes')}${value.toString('hex')}\n`;
  return `{${columnHead('name', 'text')}${encodeText(name)}\n${held}}`;
}

/** The last millisecond of the year 9999. */
const LAST = 253_402_300_799_999;

/** Milliseconds since 1970; undefined where the record has no timestamp. Throws Misfit. */
export function timeOf({ timestamp = -1 }: Origin): number | undefined {
  if (timestamp === -1) return undefined;
  if (!(timestamp >= 0 && timestamp <= LAST)) throw new Misfit('its timestamp is no time before the year 10000');
  return timestamp;
}

/** The key as it is stored. Throws Misfit for one that cannot be read. */
export function keyOf({ key = null, plainKey, unreadableKey }: Origin, asBytes: boolean): Buffer | null {
  if (asBytes) return key;
  if (unreadableKey !== undefined) throw new Misfit(unreadableKey);
  return plainKey ?? key;
}
