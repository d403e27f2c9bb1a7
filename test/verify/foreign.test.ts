import { describe, expect, test } from 'vitest';
import type { Entry } from '../../src/store/store.ts';
import { walkChain } from '../../src/verify/chain.ts';
import { filesBesideTopics, findStrangers } from '../../src/verify/foreign.ts';
import type { Link } from '../../src/verify/link.ts';

const place = { topic: 'clicks', partition: 0 };
const nameOf = (seq: number) => `clicks/clicks+0+${'0'.repeat(20)}+${String(seq).padStart(12, '0')}.json`;

function link(seq: number, kind: Link['kind'], more: Partial<Link> = {}): Link {
  const nothing = { records: 0, files: [], deadLettered: [], tombstones: 0, lost: [], retired: [] };
  const base = { seq, kind, writer: 'w', attempt: 1, time: '2026-01-01T00:00:00Z', from: 0, to: 0, ...nothing };
  return { ...base, ...more };
}

const committed = (seq: number) =>
  link(seq, 'commit', {
    to: 10,
    records: 10,
    files: [{ path: nameOf(seq), records: 10, bytes: 100, first: 0, last: 9 }],
  });

const listing = (paths: readonly string[]): ReadonlyMap<string, Entry> =>
  new Map(paths.map((path) => [path, { path: `/sink/${path}`, directory: false, bytes: 100, modified: 1 }]));

function strangers(links: readonly Link[], paths: readonly string[], underWay?: Link) {
  const chain = walkChain(links, place);
  const partitions = new Map([[0, { chain, underWay, missingLinks: new Set<number>() }]]);
  return findStrangers({ topic: 'clicks', partitions }, listing(paths));
}

describe('a file that no live link names', () => {
  const chain = [link(1, 'open'), committed(2)];

  test('is foreign, and its records are there twice when it is a copy', () => {
    expect(strangers(chain, [nameOf(2), 'clicks/copy.json'])).toMatchObject([
      { path: 'clicks/copy.json', twice: 10, finding: { kind: 'foreign-file', failure: true } },
    ]);
  });

  test.each(['part-00000', 'x.json.bak', 'x.json._COPYING_', '_day=1/x', 'more/x'])(
    '%s is read by Spark and pyarrow',
    (name) => {
      expect(strangers(chain, [nameOf(2), `clicks/${name}`])).toMatchObject([
        { twice: 10, finding: { kind: 'foreign-file', failure: true } },
      ]);
    },
  );

  test.each(['_SUCCESS', '.x.json.crc', '_temporary/x.json'])('%s is read by nobody', (name) => {
    expect(strangers(chain, [nameOf(2), `clicks/${name}`])).toMatchObject([
      { twice: 0, finding: { kind: 'foreign-file', failure: false } },
    ]);
  });

  test('is awaited when a commit that is being carried out names it', () => {
    expect(strangers(chain, [nameOf(2), nameOf(3)], committed(3))).toEqual([]);
  });

  test('is about to go when the newest link retires it', () => {
    const retire = link(3, 'retire', { from: 10, to: 10, retired: [nameOf(2)] });
    expect(strangers([...chain, retire], [nameOf(2)])).toMatchObject([
      { twice: 0, finding: { kind: 'in-progress', failure: false, file: nameOf(2) } },
    ]);
  });

  test('should be gone when a link after the one that retired it exists', () => {
    const retire = link(3, 'retire', { from: 10, to: 10, retired: [nameOf(2)] });
    const open = link(4, 'open', { from: 10, to: 10 });
    expect(strangers([...chain, retire, open], [nameOf(2)])).toMatchObject([
      { finding: { kind: 'foreign-file', failure: true, message: 'a retired file is still there' } },
    ]);
  });
});

test('a file directly in the path of the sink is foreign where readers of the path would read it', () => {
  const entry = (name: string, directory: boolean): Entry => ({
    path: `/sink/${name}`,
    directory,
    bytes: 1,
    modified: 1,
  });
  const names = ['part-00000', '_SUCCESS', '.hidden', 'copy.parquet'].map((name) => entry(name, false));
  const entries = [...names, entry('clicks', true), entry('_log', true)];
  expect(filesBesideTopics(entries)).toEqual([
    expect.objectContaining({ kind: 'foreign-file', failure: true, file: 'part-00000' }),
    expect.objectContaining({ kind: 'foreign-file', failure: true, file: 'copy.parquet' }),
  ]);
});
