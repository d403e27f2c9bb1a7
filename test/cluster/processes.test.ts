import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linePipeline } from './apply-fixtures.ts';
import { eventually, run, runProcess, uniqueName } from './harness.ts';

const { name, topic, yaml } = linePipeline(uniqueName('processes'));

beforeAll(async () => {
  const applied = await runProcess(['apply', '-', '--yes'], { input: readFileSync(yaml, 'utf8') });
  expect(applied.exitCode, applied.stderr).toBe(0);
  await eventually('its lines', async () => {
    const { stdout } = await run(['consume', topic, '--from-beginning', '--exit']);
    return stdout.trim().split('\n').length === 10 || undefined;
  });
});

afterAll(() => run(['delete', name, '--purge', '--yes']));

test.each([
  ['validate', yaml],
  ['plan', yaml, '--detailed-exitcode'],
  ['compile', yaml, '-o', 'json'],
  ['export', name],
  ['status', name],
  ['status', `${name}.nothing`],
  ['topics', 'list', '-o', 'json'],
  ['consume', topic, '--from-beginning', '--exit'],
  ['secret', 'list'],
  ['plugins'],
  ['hdfs', 'ls', '/'],
  ['jobs', 'list'],
  ['recommender', 'state', 'nobody'],
  ['doctor', '--nonsense'],
])('as a process of its own `pipeline %s …` ends, and prints what it prints within this one', async (...args) => {
  expect(await runProcess(args)).toEqual(await run(args));
});
