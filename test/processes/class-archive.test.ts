import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { classArchiveFlags, withClassArchive } from '../../src/processes/class-archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'pipeline-archive-'));
const java = process.execPath;

/** The flag that names the archive, and its file. */
function named(flags: readonly string[]): readonly string[] {
  return flags[0]?.split('=') ?? [];
}

test('a program without an archive leaves one, which is taken once Java has written all of it', () => {
  const [write, file = ''] = named(classArchiveFlags(java, folder, 'broker'));
  expect(write).toBe('-XX:ArchiveClassesAtExit');
  // Java writes the header last: this one was cut short.
  writeFileSync(file, Buffer.concat([Buffer.alloc(4), Buffer.from('classes')]));
  expect(named(classArchiveFlags(java, folder, 'broker'))).toEqual(['-XX:ArchiveClassesAtExit', file]);
  writeFileSync(file, Buffer.from('abf00bf0', 'hex'));
  expect(named(classArchiveFlags(java, folder, 'broker'))).toEqual(['-XX:SharedArchiveFile', file]);
});

test('programs, and binaries of Java, have archives of their own', () => {
  const files = [
    classArchiveFlags(java, folder, 'broker'),
    classArchiveFlags(java, folder, 'worker'),
    classArchiveFlags('/bin/sh', folder, 'worker'),
  ].map((flags) => named(flags)[1]);
  expect(new Set(files).size).toBe(3);
});

test('the flags stand before the other arguments; where nobody may write beside the jars there are none', () => {
  const [first, second, ...rest] = withClassArchive([java, '-cp', 'a.jar', 'Main'], folder, 'other');
  expect([first, second?.startsWith('-XX:'), rest.slice(-3)]).toEqual([java, true, ['-cp', 'a.jar', 'Main']]);
  const command = [java, 'Main'] as const;
  expect(withClassArchive(command, join(folder, 'none'), 'other')).toEqual(command);
});
