import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { isLocked, withLock } from '../../src/processes/lock.ts';
import { testContext } from '../cluster/harness.ts';

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'lock');
const context = () => testContext({ home: tmpdir() });

describe('the lock', () => {
  test('lets one work at a time and says that the other waits', async () => {
    const file = lockFile();
    const second = context();
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await wait(300);
      events.push(`${name} ends`);
    };
    await Promise.all([withLock(file, context(), work('a')), withLock(file, second, work('b'))]);
    expect(events).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(second.messages.text).toContain(`Waiting for process ${process.pid}`);
    expect(existsSync(file)).toBe(false);
  });

  test('is given back when the work fails', async () => {
    const file = lockFile();
    const failing = withLock(file, context(), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(existsSync(file)).toBe(false);
  });

  test('of a process that died is forgotten', async () => {
    const file = lockFile();
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(file, `${pid} 12345\n`);
    expect(isLocked(file)).toBe(false);
    expect(await withLock(file, context(), async () => 'done')).toBe('done');
  });

  test('of a process whose number was given to another is forgotten', async () => {
    const file = lockFile();
    writeFileSync(file, `${process.pid} 1\n`);
    expect(await withLock(file, context(), async () => 'done')).toBe('done');
  });
});
