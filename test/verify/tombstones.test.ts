import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { json } from '../../src/formats/json/json.ts';
import { parquet } from '../../src/formats/parquet/parquet.ts';
import { expectedTombstone, holdsTombstones, tombstoneContract } from '../../src/verify/tombstones.ts';

interface Vector {
  /** Base64; null: a record without key. */
  readonly key: string | null;
  readonly line: string;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../vectors/tombstones.json'), 'utf8'),
);
const keyOf = ({ key }: Vector) => (key === null ? null : Buffer.from(key, 'base64'));

function rowsOf(format: typeof json) {
  const rows = format.rows(format.typed ? tombstoneContract : undefined);
  if (rows === undefined) throw new Error('no rows');
  return { rows, typed: format.typed };
}

test.each(vectors)('the line of a kept tombstone: $line', (vector) => {
  const row = expectedTombstone(rowsOf(json), { key: keyOf(vector), offset: 7, partition: 0 }, false);
  expect(row.toString()).toBe(vector.line);
});

test('in typed files the coordinates are columns like those of the rows', () => {
  const rows = vectors.map((vector) =>
    expectedTombstone(rowsOf(parquet), { key: keyOf(vector), offset: 7, partition: 0 }, true),
  );
  expect(new Set(rows).size).toBe(vectors.length);
  for (const row of rows) expect(row.toString()).toContain('@0:7');
});

test('a directory of tombstones is told by its place below the topic', () => {
  expect(holdsTombstones('users/_tombstones/users+0+1.json')).toBe(true);
  expect(holdsTombstones('users/a/_tombstones/users+0+1.json')).toBe(false);
  expect(holdsTombstones('_tombstones/a/users+0+1.json')).toBe(false);
});
