import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { markedProcesses } from '../../src/processes/marked.ts';
import { newDirectory, runProcess } from './harness.ts';
import { CTRL_C, closeTerminals, Terminal } from './terminal.ts';

/** What somebody who pressed Ctrl-C must not read. */
const scary = /error|unsettled|mistake|exception/i;

/** A cluster of its own, since `npm start` takes it down. */
const home = newDirectory();
const start = () => new Terminal(['npm', 'start'], { columns: 80, home });
const nothingRuns = () => expect(markedProcesses(home)).toEqual([]);

beforeAll(() => nothingRuns());
afterEach(closeTerminals);
afterAll(async () => {
  await runProcess(['down', '--data', '--yes'], { home });
  rmSync(home, { recursive: true, force: true });
});

test('npm start takes down what it has started when Ctrl-C comes early', async () => {
  const terminal = start();
  expect(await terminal.answer(/answers after/, CTRL_C)).toBe(130);
  expect(terminal.text).not.toMatch(scary);
  nothingRuns();
});

test('npm start proves config/*.yaml, stays up on a terminal, and takes everything down at Ctrl-C', async () => {
  const terminal = start();
  await terminal.shows(/It stays up until Ctrl-C/, { seconds: 900 });
  expect(terminal.text).toContain('Everything was proven');
  expect(terminal.text).toMatch(/Verified: nothing missing, nothing twice\. [\d,]+ of [\d,]+ records/);
  expect((await runProcess(['status'], { home })).exitCode).toBe(0);
  const [, page = ''] = /Everything in a browser: (http:\S+)/.exec(terminal.text) ?? [];
  expect((await fetch(page)).status).toBe(200);
  const before = terminal.text.length;
  expect(await terminal.interrupt()).toBe(130);
  expect(terminal.text.slice(before)).not.toMatch(scary);
  await expect(fetch(page)).rejects.toThrow();
  nothingRuns();
}, 1_000_000);
