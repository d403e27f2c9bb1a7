import { describe, expect, test } from 'vitest';
import type { LiveConnector, TaskStatus } from '../../../src/clients/connect/model.ts';
import { conditionOf, failureOf, isHealthy } from '../../../src/pipeline/status/health.ts';
import { reportJob } from '../../../src/pipeline/status/jobs.ts';

function live(state: string, ...tasks: string[]): LiveConnector {
  const list = tasks.map((task, id): TaskStatus => {
    const trace = task === 'FAILED' ? { trace: `boom ${id}\n\tat x` } : {};
    return { id, state: task, worker: 'w', ...trace };
  });
  return { name: 'a.b', type: 'sink', config: {}, state, worker: 'w', tasks: list };
}

describe('a connector is as well as the worst of its parts', () => {
  test.each([
    ['running', true, live('RUNNING', 'RUNNING', 'RUNNING')],
    ['partly-failed', false, live('RUNNING', 'RUNNING', 'FAILED')],
    ['failed', false, live('RUNNING', 'FAILED')],
    ['failed', false, live('FAILED')],
    ['no-tasks', false, live('RUNNING')],
    ['unassigned', false, live('RUNNING', 'UNASSIGNED')],
    ['unassigned', false, live('UNASSIGNED', 'RUNNING')],
    ['starting', true, live('RUNNING', 'RESTARTING')],
    ['paused', true, live('PAUSED', 'PAUSED')],
    ['partly-failed', false, live('PAUSED', 'PAUSED', 'FAILED')],
    ['stopped', true, live('STOPPED')],
  ] as const)('%s', (condition, healthy, connector) => {
    expect(conditionOf(connector)).toBe(condition);
    expect(isHealthy(conditionOf(connector))).toBe(healthy);
  });

  test('a source that wrote all it had to is finished, unless a task failed', () => {
    expect(conditionOf(live('RUNNING', 'RUNNING'), true)).toBe('finished');
    expect(conditionOf(live('RUNNING', 'FAILED'), true)).toBe('failed');
  });

  test('why the failed task failed is told in one line', () => {
    expect(failureOf(live('RUNNING', 'RUNNING', 'FAILED'))).toBe('boom 1');
  });
});

describe('a job is as its host says, while it says so', () => {
  const job = { version: 1, name: 'a.b', pipeline: 'a', kind: 'recommender', digest: 'd', spec: {} } as const;
  const said = (state: string, ago: number) => ({
    version: 1 as const,
    name: 'a.b',
    digest: 'd',
    state,
    host: 'h',
    restarts: 0,
    trace: 'why\nwhere',
    time: new Date(1_000_000 - ago).toISOString(),
    metrics: {},
  });
  const report = (state: 'running' | 'stopped', status?: ReturnType<typeof said>) =>
    reportJob({ ...job, state }, status, 1_000_000);

  test('running, failed with its reason, or unknown when the host fell silent', () => {
    expect(report('running', said('RUNNING', 5_000))).toMatchObject({ condition: 'running', healthy: true });
    expect(report('running', said('FAILED', 5_000))).toMatchObject({
      condition: 'failed',
      healthy: false,
      error: 'why',
    });
    expect(report('running', said('RUNNING', 21_000))).toMatchObject({ condition: 'unknown', healthy: false });
    expect(report('running')).toMatchObject({ condition: 'unknown', healthy: false });
  });

  test('why it failed is its error with the hint, whatever it said before', () => {
    const trace = 'a.b: takes 32 of 32 shards\nerror: lists: They do not belong there\nhint:  Delete the topic.';
    const { error } = report('running', { ...said('FAILED', 5_000), trace });
    expect(error).toBe('lists: They do not belong there. Delete the topic.');
  });

  test('one that waits says what for, and one that is started again why it failed before', () => {
    const waiting = { ...said('STARTING', 5_000), waits: 'it waits in queue default' };
    expect(report('running', waiting)).toMatchObject({
      condition: 'starting',
      healthy: true,
      waits: 'it waits in queue default',
      error: 'why',
    });
    expect(report('running', { ...waiting, time: new Date(0).toISOString() })).not.toHaveProperty('waits');
    expect(report('running', said('RUNNING', 5_000))).not.toHaveProperty('error');
  });

  test('a stopped one needs nobody to say so', () => {
    expect(report('stopped')).toMatchObject({ condition: 'stopped', healthy: true });
  });
});
