import { expect, test } from 'vitest';
import { observedConnector, observedJob } from '../../../src/pipeline/status/observe.ts';
import type { ConnectorReport, JobReport } from '../../../src/pipeline/status/report.ts';

const sink: ConnectorReport = {
  name: 'shop.lake',
  pipeline: 'shop',
  type: 'sink',
  class: 'a.Sink',
  condition: 'running',
  healthy: true,
  worker: 'w',
  tasks: [
    { id: 0, state: 'RUNNING', worker: 'w' },
    { id: 1, state: 'FAILED', worker: 'w' },
  ],
  lag: 3,
  partitions: [{ topic: 'clicks', partition: 1, position: 5, lag: 3, exact: true }],
  reports: [],
  records: 5,
  rate: 0,
};
const since = '2026-01-01T00:00:00Z';

test('a connector is for conditions what status says of it, with its tasks and its reason', () => {
  const state = (more: Partial<ConnectorReport>) => {
    const { state: found, why } = observedConnector({ ...sink, ...more }, undefined);
    return [found, why];
  };
  expect(state({})).toEqual(['well', '']);
  const error = 'no such host';
  expect(state({ condition: 'partly-failed', healthy: false, error })).toEqual(['failed', `task 1 of 2: ${error}`]);
  expect(state({ condition: 'no-tasks', healthy: false })[0]).toBe('no-tasks');
  expect(state({ condition: 'unassigned', healthy: false })[0]).toBe('no-tasks');
  const waiting = { reason: 'HDFS is away', since, long: true };
  expect(state({ condition: 'waiting', healthy: false, waiting })).toEqual(['waiting', `HDFS is away, since ${since}`]);
  expect(state({ condition: 'waiting', healthy: true, waiting: { ...waiting, long: false } })[0]).toBe('well');
  // A failed proof makes it unhealthy, and is a condition of its own.
  expect(observedConnector({ ...sink, healthy: false, notVerified: 'its proof failed' }, undefined)).toMatchObject({
    state: 'well',
    notVerified: 'its proof failed',
    lag: [{ topic: 'clicks', partition: 1, lag: 3 }],
  });
});

test('a job whose host does not report is silent, not well', () => {
  const job: JobReport = {
    name: 'shop.alerts',
    pipeline: 'shop',
    kind: 'alerts',
    condition: 'unknown',
    healthy: false,
    host: 'embedded',
    restarts: 0,
    time: since,
    metrics: { lag: 7 },
  };
  expect(observedJob(job)).toEqual({
    name: 'shop.alerts',
    state: 'silent',
    why: `its host embedded has not reported since ${since}`,
    lag: 7,
  });
  expect(observedJob({ ...job, condition: 'failed', error: 'lost' })).toMatchObject({ state: 'failed', why: 'lost' });
  expect(observedJob({ ...job, condition: 'running', healthy: true }).state).toBe('well');
});
