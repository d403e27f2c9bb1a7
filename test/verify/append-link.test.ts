import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalStore } from '../../src/store/local.ts';
import { appendLink } from '../../src/verify/append-link.ts';
import type { Link } from '../../src/verify/link.ts';
import { firstLink } from './first-link.ts';

const file = { path: 'clicks/a.json', temporary: '_tmp/w/a', records: 1, bytes: 2, first: 0, last: 0 };
const commit: Link = { ...firstLink, seq: 2, kind: 'commit', to: 1, records: 1, files: [file] };

function sinkWith(links: readonly Link[], files: readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), 'pipeline-append-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const at = (seq: number) => `_log/shop.lake/clicks/0/000000000/${String(seq).padStart(12, '0')}.json`;
  for (const link of links) write(at(link.seq), JSON.stringify({ version: 1, ...link }));
  for (const path of files) write(path, '{}');
  const sink = { store: new LocalStore(), root, connector: 'shop.lake', topics: ['clicks'] };
  let slept = 0;
  const clock = { now: () => Date.parse('2026-01-02T00:00:00Z'), sleep: async () => void slept++ };
  const append = () =>
    appendLink(sink, { topic: 'clicks', partition: 0 }, clock, 'removed', () => ({ kind: 'retire', retired: ['x'] }));
  return {
    append,
    slept: () => slept,
    read: (seq: number) => JSON.parse(readFileSync(join(root, at(seq)), 'utf8')),
    has: (path: string) => existsSync(join(root, path)),
  };
}

test('a link follows the tip, at its position', async () => {
  const { append, read } = sinkWith([firstLink, commit], ['clicks/a.json']);
  expect(await append()).toBe(3);
  expect(read(3)).toMatchObject({
    version: 1,
    seq: 3,
    kind: 'retire',
    writer: 'pipeline',
    from: 1,
    to: 1,
    retired: ['x'],
  });
});

test('no link follows a commit whose files are on their way: nobody would bring them to their places any more', async () => {
  const { append, slept } = sinkWith([firstLink, commit], ['_tmp/w/a']);
  await expect(append()).rejects.toThrow('does not come to rest');
  expect(slept()).toBeGreaterThan(0);
});

test('no link follows a reset that no sink has carried out', async () => {
  const reset: Link = { ...firstLink, seq: 3, kind: 'reset', from: 1, to: 0, retired: ['clicks/a.json'] };
  await expect(sinkWith([firstLink, commit, reset], ['clicks/a.json']).append()).rejects.toThrow(
    'does not come to rest',
  );
});

test('files that the tip retires are gone before another link follows', async () => {
  const replace: Link = {
    ...firstLink,
    seq: 3,
    kind: 'replace',
    from: 1,
    to: 1,
    files: [{ ...file, path: 'clicks/b.json' }],
    retired: ['clicks/a.json'],
  };
  const { append, has } = sinkWith([firstLink, commit, replace], ['clicks/a.json', 'clicks/b.json']);
  expect(await append()).toBe(4);
  expect([has('clicks/a.json'), has('clicks/b.json')]).toEqual([false, true]);
});
