import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { compactSink } from '../../src/pipeline/compact.ts';
import { LocalStore } from '../../src/store/local.ts';
import type { Link } from '../../src/verify/link.ts';
import { firstLink } from '../verify/first-link.ts';

const fileOf = (name: string, first: number, records: number) => ({
  path: `clicks/${name}.json`,
  records,
  bytes: 10 * records,
  first,
  last: first + records - 1,
});
const commit = (seq: number, from: number): Link => ({
  ...firstLink,
  seq,
  kind: 'commit',
  from,
  to: from + 1,
  records: 1,
  files: [fileOf(`c${seq}`, from, 1)],
});
const replace: Omit<Link, 'seq'> = {
  ...firstLink,
  kind: 'replace',
  from: 2,
  to: 2,
  files: [fileOf('joined', 0, 2)],
  retired: ['clicks/c2.json', 'clicks/c3.json'],
};
const at2 = { ...firstLink, from: 2, to: 2 };

/** Asks a sink that answers with some links each time somebody waits for it. */
async function ask(answers: readonly (readonly Omit<Link, 'seq'>[])[]) {
  const root = mkdtempSync(join(tmpdir(), 'pipeline-compact-'));
  let seq = 0;
  const pathOf = (number: number) =>
    join(root, `_log/shop.lake/clicks/0/000000000/${String(number).padStart(12, '0')}.json`);
  const append = (link: Omit<Link, 'seq'>, number: number) => {
    mkdirSync(dirname(pathOf(number)), { recursive: true });
    writeFileSync(pathOf(number), JSON.stringify({ version: 1, ...link, seq: number }));
    for (const { path } of link.files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), '');
    }
    seq = number;
  };
  for (const link of [firstLink, commit(2, 0), commit(3, 1)]) append(link, seq + 1);
  let now = Date.parse('2026-01-02T00:00:00Z');
  let turn = 0;
  const asked: unknown[] = [];
  const clock = {
    now: () => now,
    async sleep(milliseconds: number, signal?: AbortSignal) {
      const until = now + milliseconds;
      if (milliseconds > 1_000) {
        // the end of the patience: time passes by the short pauses
        while (now < until && signal?.aborted !== true) await setImmediate();
        return;
      }
      now = until;
      while (true) {
        try {
          asked.push(JSON.parse(readFileSync(pathOf(seq + 1), 'utf8')));
          seq++;
        } catch {
          break;
        }
      }
      for (const link of answers[turn++] ?? []) append(link, seq + 1);
    },
  };
  const sink = { store: new LocalStore(), root, connector: 'shop.lake', topics: ['clicks'] };
  const site = { clock, signal: new AbortController().signal, patience: 60_000, tell: () => undefined };
  const before = Date.parse('2026-01-01T12:00:00Z');
  return { compacted: await compactSink(sink, { before, bytes: 1_000 }, site), asked };
}

test('a link asks, and the sink’s links tell what became of its files', async () => {
  const { compacted, asked } = await ask([[at2], [replace], [{ ...replace, files: [], retired: [] }]]);
  expect(asked).toMatchObject([{ kind: 'compact', compact: { before: '2026-01-01T12:00:00.000Z', bytes: 1_000 } }]);
  expect(compacted).toEqual([
    { topic: 'clicks', partition: 0, before: { files: 2, bytes: 20 }, after: { files: 1, bytes: 20 }, done: true },
  ]);
});

test('whoever opened the chain for it and is gone is asked again', async () => {
  const { compacted, asked } = await ask([[at2], [at2], [], [at2, replace, { ...replace, files: [], retired: [] }]]);
  expect(asked).toHaveLength(2);
  expect(compacted).toMatchObject([{ done: true, after: { files: 1 } }]);
});

test('a sink that does not answer is told as such', async () => {
  expect((await ask([])).compacted).toMatchObject([{ done: false, after: { files: 2 } }]);
});
