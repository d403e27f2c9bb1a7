import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDriver } from '../../src/jobs/driver.ts';
import { newDirectory } from '../cluster/harness.ts';

test('a driver is run, and its log kept, where no cluster was ever started', async () => {
  const log = join(newDirectory(), 'never', 'made', 'job-a.log');
  const lines: string[] = [];
  const driver = {
    name: 'a',
    engine: 'Spark',
    command: process.execPath,
    args: ['-e', 'console.log("done"); console.error("how it went")'],
    environment: {},
    log,
    signal: new AbortController().signal,
    grace: 1000,
  };
  await runDriver(
    driver,
    (line) => lines.push(line),
    () => undefined,
  );
  expect(lines).toEqual(['done']);
  expect(readFileSync(log, 'utf8')).toBe('how it went\n');
});
