import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommittedFile } from '../src/verify/link.ts';

const digits = (value: number, count: number) => String(value).padStart(count, '0');

/** The value of the topic's record at `offset`; its key is none. */
export const valueAt = (offset: number): string => JSON.stringify({ n: offset });

/**
 * Writes below `root` what a JSON sink that committed each record by itself would have left behind: `count` links with
 * their folds, and as many files. The topic has one partition, and `valueAt(offset)` at each offset.
 */
export function writeSmallCommits(root: string, connector: string, topic: string, count: number): void {
  const log = join(root, '_log', connector, topic, '0');
  const directory = join(root, topic);
  mkdirSync(directory, { recursive: true });
  let fold = '';
  for (let seq = 1; seq <= count; seq++) {
    const group = digits(Math.floor(seq / 1000), 9);
    if (seq === 1 || seq % 1000 === 0) mkdirSync(join(log, group), { recursive: true });
    const offset = seq - 1;
    const line = `${valueAt(offset)}\n`;
    const name = `${topic}+0+${digits(offset, 20)}+${digits(seq, 12)}.json`;
    writeFileSync(join(directory, name), line);
    const link = linkOf(seq, { path: `${topic}/${name}`, records: 1, bytes: line.length, first: offset, last: offset });
    writeFileSync(join(log, group, `${digits(seq, 12)}.json`), link);
    fold += `${link}\n`;
    if (seq % 1000 !== 999) continue;
    writeFileSync(join(log, `${group}.fold.jsonl`), fold);
    fold = '';
  }
}

function linkOf(seq: number, file: CommittedFile): string {
  const offset = file.first;
  const hash = createHash('sha256').update('\0').update(valueAt(offset)).digest('hex').slice(0, 32);
  return JSON.stringify({
    version: 1,
    seq,
    kind: 'commit',
    writer: '00000000-0000-0000-0000-000000000000',
    attempt: seq,
    time: '2026-01-01T00:00:00Z',
    from: offset,
    to: offset + 1,
    records: 1,
    files: [file],
    last: { offset, hash },
  });
}
