import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFileList } from '../../../src/components/spark/proof/file-list.ts';
import { firstOffsets, lastCommit, offsetsAfter } from '../../../src/components/spark/proof/offsets.ts';
import { compareOffsets } from '../../../src/components/spark/proof/tally.ts';
import { LocalStore } from '../../../src/store/local.ts';

const store = new LocalStore();
const folder = (files: Readonly<Record<string, string>>) => {
  const root = mkdtempSync(join(tmpdir(), 'pipeline-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
};
const entry = (path: string, size: number, action = 'add') => JSON.stringify({ path, size, isDir: false, action });

describe('_spark_metadata', () => {
  test('is the last compacted list and the batches after it, whatever the address was', async () => {
    const root = folder({
      '_spark_metadata/8': `v1\n${entry('hdfs://old:1/data/a.parquet', 1)}`,
      '_spark_metadata/9.compact': `v1\n${entry('hdfs://old:1/data/a.parquet', 1)}\n${entry('hdfs://old:1/data/b%20c.parquet', 2)}`,
      '_spark_metadata/10': `v1\n${entry('hdfs://new:2/data/d.parquet', 3)}`,
      '_spark_metadata/11': 'v1',
    });
    expect(await readFileList(store, root)).toEqual({
      batch: 11,
      files: [
        { path: '/data/a.parquet', bytes: 1 },
        { path: '/data/b c.parquet', bytes: 2 },
        { path: '/data/d.parquet', bytes: 3 },
      ],
    });
  });

  test('is empty before the first batch', async () => {
    expect(await readFileList(store, folder({}))).toEqual({ batch: -1, files: [] });
  });
});

test('a checkpoint tells where a query began, and where it stood after a batch', async () => {
  const root = folder({
    'sources/0/0': '\0v1\n{"clicks":{"0":5,"1":0}}',
    'offsets/7': 'v1\n{"batchWatermarkMs":0,"conf":{"a":"b"}}\n{"clicks":{"1":9,"0":12}}',
    'commits/6': 'v1',
    'commits/10': 'v1',
    'commits/.7.crc': '',
  });
  expect(await firstOffsets(store, root, 'clicks')).toEqual(
    new Map([
      [0, 5],
      [1, 0],
    ]),
  );
  expect(await offsetsAfter(store, root, 'clicks', 7)).toEqual(
    new Map([
      [0, 12],
      [1, 9],
    ]),
  );
  expect(await offsetsAfter(store, root, 'clicks', 8)).toEqual(new Map());
  expect(await lastCommit(store, root)).toBe(10);
});

describe('stored offsets against the topic', () => {
  const tally = (expected: readonly number[], stored: readonly number[], outside = 0) =>
    compareOffsets(
      {
        range: { from: 100, to: 100 + expected.length },
        expected: Uint8Array.from(expected),
        stored: Uint8Array.from(stored),
        outside,
        unreadable: 0,
      },
      'clicks',
      0,
    );

  test('transaction markers leave holes that nothing has to fill', () => {
    expect(tally([1, 1, 0, 1], [1, 1, 0, 1])).toMatchObject({
      proof: { records: 3, stored: 3, missing: 0, duplicates: 0 },
      findings: [],
    });
  });

  test('a record without a row and one with two are named by their offsets', () => {
    const { proof, findings } = tally([1, 1, 1, 1, 1], [1, 0, 0, 2, 1]);
    expect(proof).toMatchObject({ records: 5, stored: 4, missing: 2, duplicates: 1 });
    expect(findings.map(({ kind, range }) => [kind, range])).toEqual([
      ['missing', { from: 101, to: 103 }],
      ['duplicate', { from: 103, to: 104 }],
    ]);
  });

  test('a row of an offset that holds no record, or that no batch covers, counts as one too many', () => {
    const { proof, findings } = tally([1, 0], [1, 1], 2);
    expect(proof).toMatchObject({ records: 1, stored: 4, missing: 0, duplicates: 3 });
    expect(findings.map(({ kind }) => kind)).toEqual(['duplicate', 'duplicate']);
  });
});
