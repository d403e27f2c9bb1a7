import { describe, expect, test } from 'vitest';
import type { LiveConnector } from '../../../src/clients/connect/model.ts';
import { doesReport, reportsOf, silentSince, type TaskReport } from '../../../src/pipeline/status/task-reports.ts';
import { waitingOf } from '../../../src/pipeline/status/waiting.ts';

const now = Date.UTC(2026, 0, 1, 12);
const ago = (seconds: number) => new Date(now - seconds * 1_000).toISOString();

const report = (changes: Partial<TaskReport> = {}): TaskReport => ({
  version: 1,
  name: 'a.b',
  task: 0,
  digest: 'd',
  state: 'RUNNING',
  started: ago(600),
  time: ago(1),
  metrics: { records: 10 },
  ...changes,
});
const waits = (seconds: number) => ({ waits: 'the bucket is not there', since: ago(seconds) });

const live = (tasks: number, mark = 'a.b d'): LiveConnector => ({
  name: 'a.b',
  type: 'sink',
  config: { 'pipeline.mark': mark },
  state: 'RUNNING',
  worker: 'w',
  tasks: Array.from({ length: tasks }, (_, id) => ({ id, state: 'RUNNING', worker: 'w' })),
});

describe('a task that waits', () => {
  test('is told with its reason, and is no trouble for a minute', () => {
    expect(waitingOf([report()], now)).toBeUndefined();
    expect(waitingOf([report(waits(59))], now)).toMatchObject({ reason: 'the bucket is not there', long: false });
    expect(waitingOf([report(waits(61))], now)).toMatchObject({ since: ago(61), long: true });
  });

  test('is trouble at once when it made nothing out of anything it was given', () => {
    const skipping = report({ ...waits(1), metrics: { records: 0, skipped: 1 } });
    expect(waitingOf([skipping], now)).toMatchObject({ long: true });
    expect(waitingOf([{ ...skipping, metrics: { records: 1, skipped: 1 } }], now)).toMatchObject({ long: false });
  });

  test('is the one that waits longest, among all tasks of the connector', () => {
    const reports = [report(waits(5)), report({ task: 1, ...waits(90) }), report({ task: 2 })];
    expect(waitingOf(reports, now)).toMatchObject({ since: ago(90), long: true });
  });

  test('that has stopped, or is silent, waits no more', () => {
    expect(waitingOf([report({ state: 'STOPPED', ...waits(90) })], now)).toBeUndefined();
    expect(waitingOf([report({ time: ago(30), ...waits(90) })], now)).toBeUndefined();
  });
});

describe('the reports of a connector', () => {
  test('are those of its tasks and its configuration of now', () => {
    const reports = [report(), report({ task: 3 }), report({ digest: 'before' }), report({ name: 'a.c' })];
    expect(reportsOf(live(2), reports)).toEqual([report()]);
    expect(reportsOf(live(1, ''), [report({ digest: '' })])).toHaveLength(1);
  });

  test('that came too long ago are said to be old', () => {
    expect(silentSince(live(1), [report({ time: ago(19) })], now)).toBeUndefined();
    expect(silentSince(live(1), [report({ time: ago(21) })], now)).toBe(ago(21));
    expect(silentSince(live(0), [report({ time: ago(21) })], now)).toBeUndefined();
  });

  test('are waited for where the worker shows the task its client', () => {
    const key = 'override.interceptor.classes';
    expect(doesReport({ config: { [`consumer.${key}`]: 'pipeline.connect.sink.ConsumerWitness' } })).toBe(true);
    expect(doesReport({ config: { [`producer.${key}`]: 'pipeline.connect.status.ProducerWitness' } })).toBe(true);
    expect(doesReport({ config: { [`consumer.${key}`]: 'other.Interceptor' } })).toBe(false);
    expect(doesReport({ config: {} })).toBe(false);
  });
});
