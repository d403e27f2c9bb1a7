import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDriver } from '../../src/jobs/driver.ts';
import { newDirectory } from '../cluster/harness.ts';

/** A driver that does what `script` says, with its log and its directory below `folder`. */
const from = (script: string, folder: string) => ({
  name: 'a',
  engine: 'Spark',
  command: process.execPath,
  args: ['-e', script],
  environment: {},
  directory: join(folder, 'tmp'),
  log: join(folder, 'logs', 'job-a.log'),
  signal: new AbortController().signal,
  grace: 1000,
});

test('a driver that was killed says by what, and that starting it again heals', async () => {
  const driver = from("process.kill(process.pid, 'SIGKILL')", newDirectory());
  const run = runDriver(
    driver,
    () => undefined,
    () => undefined,
  );
  await expect(run).rejects.toMatchObject({
    exitCode: 3,
    message: "Spark's driver was killed by SIGKILL",
    hint: expect.stringContaining('again heals'),
  });
});

test('a driver is run, its log kept and its files elsewhere, where no cluster was ever started', async () => {
  const script = 'require("node:fs").mkdirSync("artifacts"); console.log("done"); console.error("how it went")';
  const driver = from(script, join(newDirectory(), 'never', 'made'));
  const lines: string[] = [];
  await runDriver(
    driver,
    (line) => lines.push(line),
    () => undefined,
  );
  expect(lines).toEqual(['done']);
  expect(readFileSync(driver.log, 'utf8')).toBe('how it went\n');
  expect(readdirSync(driver.directory)).toEqual(['artifacts']);
});
