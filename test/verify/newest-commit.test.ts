import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LocalStore } from '../../src/store/local.ts';
import type { Link } from '../../src/verify/link.ts';
import { hasFilesOnTheirWay, isUnderWay } from '../../src/verify/newest-commit.ts';

const files = ['a', 'b'].map((name) => ({
  path: `clicks/${name}.json`,
  temporary: `_tmp/w/${name}`,
  records: 1,
  bytes: 2,
  first: 0,
  last: 0,
}));
const commit: Link = {
  seq: 2,
  kind: 'commit',
  writer: 'w',
  attempt: 2,
  time: '2026-01-01T00:00:00Z',
  from: 0,
  to: 2,
  records: 2,
  files,
  deadLettered: [],
  tombstones: 0,
  lost: [],
  retired: [],
};

/** A sink's directory with these files in it, and what verify is told of it; `onPause` happens between two looks. */
function at(there: readonly string[], onPause: (root: string, pauses: number) => void = () => {}) {
  const root = mkdtempSync(join(tmpdir(), 'pipeline-newest-'));
  for (const file of there) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '{}');
  }
  const sink = { store: new LocalStore(), root, connector: 'shop.lake' };
  let pauses = 0;
  const look = { sink, listing: new Map(), pause: async () => onPause(root, ++pauses) };
  return { look, pauses: () => pauses };
}

describe('the newest commit', () => {
  test('is done when its files are in their places, and nobody waits', async () => {
    const { look, pauses } = at(['clicks/a.json', 'clicks/b.json']);
    expect(await isUnderWay(look, commit)).toBe(false);
    expect(pauses()).toBe(0);
  });

  test('is done when they arrive while it is looked at', async () => {
    const { look, pauses } = at(['clicks/a.json', '_tmp/w/b'], (root, pauses) => {
      if (pauses === 3) renameSync(join(root, '_tmp/w/b'), join(root, 'clicks/b.json'));
    });
    expect(await isUnderWay(look, commit)).toBe(false);
    expect(pauses()).toBe(3);
  });

  test('is under way while a file stays where the link says it waits', async () => {
    const { look } = at(['clicks/a.json', '_tmp/w/b']);
    expect(await isUnderWay(look, commit)).toBe(true);
    expect(await hasFilesOnTheirWay(look.sink, commit)).toBe(true);
  });

  test('is not under way when a file is gone from both places: that is a loss', async () => {
    const { look } = at(['_tmp/w/b']);
    expect(await isUnderWay(look, commit)).toBe(false);
    const { look: lost } = at(['_tmp/w/a', '_tmp/w/b'], (root) => rmSync(join(root, '_tmp/w/a'), { force: true }));
    expect(await isUnderWay(lost, commit)).toBe(false);
  });

  test('of another kind has no files to wait for', async () => {
    const { look } = at([]);
    expect(await isUnderWay(look, { ...commit, kind: 'retire', files: [] })).toBe(false);
    expect(await isUnderWay(look, undefined)).toBe(false);
  });
});
