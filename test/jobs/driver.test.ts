import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDriver } from '../../src/jobs/driver.ts';
import { newDirectory } from '../cluster/harness.ts';

test('a driver is run, its log kept and its files elsewhere, where no cluster was ever started', async () => {
  const folder = join(newDirectory(), 'never', 'made');
  const log = join(folder, 'logs', 'job-a.log');
  const directory = join(folder, 'tmp');
  const lines: string[] = [];
  const driver = {
    name: 'a',
    engine: 'Spark',
    command: process.execPath,
    args: ['-e', 'require("node:fs").mkdirSync("artifacts"); console.log("done"); console.error("how it went")'],
    environment: {},
    directory,
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
  expect(readdirSync(directory)).toEqual(['artifacts']);
});
