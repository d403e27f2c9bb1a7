import { appendFileSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { follow, lastLines } from '../../src/processes/log-tail.ts';
import { eventually, testContext } from '../cluster/harness.ts';

const newFile = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'log-')), 'a.log');
  writeFileSync(file, text);
  return file;
};

test('the last lines are whole lines, however long the file is', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `line ${index} é`);
  const file = newFile(`${lines.join('\n')}\n`);
  expect(lastLines(file, 3)).toEqual(lines.slice(-3));
  expect(lastLines(file, 15_000)).toEqual(lines.slice(-15_000));
  expect(lastLines(file, 0)).toEqual([]);
  expect(lastLines(newFile('only'), 5)).toEqual(['only']);
  expect(lastLines(join(tmpdir(), 'no-such.log'), 5)).toEqual([]);
});

test('following goes on when the log reaches its size and a new one takes its place', async () => {
  const file = newFile('before\n');
  const abort = new AbortController();
  const context = { ...testContext({ home: tmpdir() }), signal: abort.signal };
  let seen = '';
  const following = (async () => {
    for await (const text of follow(file, 'before\n'.length, context)) seen += text;
  })();
  appendFileSync(file, 'one\n');
  await eventually('the first line', async () => seen.includes('one\n') || undefined, 10);
  appendFileSync(file, 'two\n');
  renameSync(file, `${file}.1`);
  writeFileSync(file, 'three\n');
  await eventually('the line of the new file', async () => seen.includes('three\n') || undefined, 10);
  abort.abort();
  await following;
  expect(seen).toBe('one\ntwo\nthree\n');
});
