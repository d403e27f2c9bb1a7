import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { json } from '../../src/formats/json/json.ts';
import { readCoordinates } from '../../src/formats/rows/coordinates.ts';
import { expectedTombstone } from '../../src/verify/tombstones.ts';

interface Vector {
  readonly about: string;
  readonly timestamp: number;
  /** Base64, as values and those of headers; null: none. */
  readonly key: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string | null }[];
  readonly value: string;
  readonly line: string;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/coordinates.json'), 'utf8'),
);
const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, 'base64'));
const all = ['partition', 'offset', 'topic', 'timestamp', 'key', 'headers'];
const originOf = ({ key, timestamp, headers }: Vector) => ({
  partition: 0,
  offset: 7,
  topic: 'clicks',
  key: bytes(key),
  timestamp,
  headers: () => headers.map(({ name, value }) => ({ name, value: bytes(value) })),
});

test.each(vectors)('the line of an envelope: $about', (vector) => {
  const line = json
    .rows(undefined)
    ?.expected(bytes(vector.value) ?? Buffer.alloc(0), originOf(vector), readCoordinates(all, true));
  expect(line?.toString()).toBe(vector.line);
});

test('keys as bytes are base64, and of a tombstone the key is always told', () => {
  const rows = json.rows(undefined);
  if (rows === undefined) throw new Error('no rows');
  const origin = { partition: 0, offset: 7, key: Buffer.from('k'), timestamp: 5 };
  const expected = (words: readonly string[]) =>
    String(rows.expected(Buffer.from('{"n":1}'), origin, readCoordinates(words, true)));
  expect(expected(['key:bytes'])).toBe('{"keyBase64":"aw==","value":{"n":1}}');
  expect(expected([])).toBe('{"value":{"n":1}}');
  const tombstone = expectedTombstone({ rows, typed: false }, origin, readCoordinates(['offset', 'timestamp'], true));
  expect(String(tombstone)).toBe('{"offset":7,"timestamp":"1970-01-01T00:00:00.005Z","key":"k","value":null}');
});

test('a key that cannot be read, and a timestamp that is none, equal no row', () => {
  const rows = json.rows(undefined);
  const value = Buffer.from('1');
  const unreadable = { partition: 0, offset: 7, unreadableKey: 'schema 9 is unknown' };
  expect(() => rows?.expected(value, unreadable, readCoordinates(['key'], true))).toThrow('schema 9 is unknown');
  const late = { partition: 0, offset: 7, timestamp: 253_402_300_800_000 };
  expect(() => rows?.expected(value, late, readCoordinates(['timestamp'], true))).toThrow('year 10000');
  expect(() => readCoordinates(['key', 'key:bytes'], true)).toThrow('key is no coordinate, or stands twice');
});
