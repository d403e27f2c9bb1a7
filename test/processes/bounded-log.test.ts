import { appendFileSync, closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rotate } from '../../src/processes/bounded-log.ts';
import { newDirectory } from '../cluster/harness.ts';

describe('a bounded log', () => {
  const read = (file: string) => readFileSync(file, 'utf8');

  test('goes on in the file that is held open, and keeps the two before it', () => {
    const file = join(newDirectory(), 'supervisor.log');
    const held = openSync(file, 'a');
    for (const text of ['first\n', 'second\n', 'third\n']) {
      writeSync(held, text);
      rotate(file, 5);
    }
    writeSync(held, 'new\n');
    rotate(file, 5);
    closeSync(held);
    expect([read(file), read(`${file}.1`), read(`${file}.2`)]).toEqual(['new\n', 'third\n', 'second\n']);
  });

  test('stays as it is while it is small, and need not exist', () => {
    const file = join(newDirectory(), 'supervisor.log');
    rotate(file, 5);
    appendFileSync(file, 'four');
    rotate(file, 5);
    expect(read(file)).toBe('four');
  });
});
