import { expect, test } from 'vitest';
import type { LiveConnector } from '../../../src/clients/connect/model.ts';
import { lookAtConnector } from '../../../src/pipeline/apply/look.ts';
import type { TaskReport } from '../../../src/pipeline/status/task-reports.ts';

const start = Date.parse('2026-03-01T10:00:00Z');
const ofSeconds = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const config = { 'consumer.override.interceptor.classes': 'pipeline.connect.AnyInterceptor' };
const live: LiveConnector = {
  name: 'a',
  type: 'sink',
  config,
  state: 'RUNNING',
  worker: 'w',
  tasks: [{ id: 0, state: 'RUNNING', worker: 'w' }],
};
const report = (at: number, more: Partial<TaskReport>): TaskReport => ({
  version: 1,
  name: 'a',
  task: 0,
  digest: '',
  state: 'RUNNING',
  started: ofSeconds(0),
  time: ofSeconds(at),
  metrics: {},
  ...more,
});
/** What `apply` sees `at` seconds after the start of the task, and of its waiting. */
const lookAt = (at: number, more: Partial<TaskReport>) =>
  lookAtConnector('a', 'running', live, [report(at, more)], { now: start + at * 1000, waited: at * 1000 });

test('the first call of a store may take minutes: nothing was refused yet', () => {
  expect(lookAt(90, { waits: 'opening s3://lake', since: ofSeconds(1) })).toEqual({
    name: 'a',
    verdict: 'waiting',
    found: 'waiting: opening s3://lake',
  });
});

test('a store that refuses for a minute has failed, with its reason', () => {
  const refused = { waits: 'the bucket lake does not exist', since: ofSeconds(1), next: ofSeconds(95) };
  expect(lookAt(30, refused).verdict).toBe('waiting');
  expect(lookAt(90, refused)).toMatchObject({ verdict: 'failed', found: 'waits: the bucket lake does not exist' });
});

test('a task that runs and has not reported is waited for, and after ten seconds is taken for one that may not', () => {
  const silent = (waited: number) => lookAtConnector('a', 'running', live, [], { now: start + waited, waited });
  expect(silent(5_000)).toMatchObject({ verdict: 'waiting', found: 'running, and has not reported yet' });
  expect(silent(11_000)).toMatchObject({ verdict: 'well', found: 'running' });
});
