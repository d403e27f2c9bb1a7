import { describe, expect, test } from 'vitest';
import { isJobReport } from '../../../src/jobs/supervisor/report.ts';
import { Restarts } from '../../../src/jobs/supervisor/restarts.ts';

describe('pauses between the lives of a failing process', () => {
  test('double up to a minute', () => {
    const restarts = new Restarts();
    const pauses = Array.from({ length: 8 }, () => restarts.next(10) / 1_000);
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(restarts.count).toBe(8);
  });

  test('begin anew after a life of a minute', () => {
    const restarts = new Restarts();
    for (const lifetime of [10, 10, 10]) restarts.next(lifetime);
    expect([restarts.next(60_000), restarts.next(10)]).toEqual([1_000, 2_000]);
  });
});

test.each([
  [{ state: 'RUNNING', metrics: { lag: 1 } }, true],
  [{ state: 'STARTING', metrics: {} }, true],
  [{ state: 'FAILED', metrics: {} }, false],
  [{ state: 'RUNNING', metrics: { lag: '1' } }, false],
  [{ state: 'RUNNING', metrics: null }, false],
  [{ state: 'STARTING', metrics: {}, waits: 'for a place' }, true],
  [{ state: 'STARTING', metrics: {}, waits: 1 }, false],
  [{ state: 'RUNNING' }, false],
  ['RUNNING', false],
  [null, false],
])('a message %j of a job is a report: %s', (message, expected) => {
  expect(isJobReport(message)).toBe(expected);
});
