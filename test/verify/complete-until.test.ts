import { describe, expect, test } from 'vitest';
import { judgeComplete } from '../../src/verify/complete-until.ts';

const UNTIL = Date.parse('2026-01-01T10:00:00Z');
const MINUTE = 60_000;
const NOW = UNTIL + 60 * MINUTE;

const known = (more: object) => ({
  position: 10,
  newest: UNTIL,
  lastCame: UNTIL,
  firstMissing: undefined,
  ...more,
});

const answer = (more: object, question: { late?: number; idle?: number } = {}) =>
  judgeComplete(known(more), { until: UNTIL, late: question.late ?? 0, idle: question.idle }, NOW);

describe('a partition is complete until a moment', () => {
  test('once an event of that moment has come, and all before are stored', () => {
    expect(answer({})).toEqual({ complete: true, why: 'reached' });
    expect(answer({ newest: UNTIL - 1 })).toEqual({ complete: false, why: 'not-reached' });
  });

  test('not while an event before it is not stored, whatever else has come', () => {
    expect(answer({ newest: UNTIL + MINUTE, firstMissing: 7 })).toEqual({ complete: false, why: 'not-stored' });
  });

  test('not before so much later events have come as events may be late', () => {
    expect(answer({ newest: UNTIL + MINUTE }, { late: 2 * MINUTE })).toEqual({ complete: false, why: 'not-reached' });
    expect(answer({ newest: UNTIL + 2 * MINUTE }, { late: 2 * MINUTE }).complete).toBe(true);
  });

  test('where nothing comes any more, only if idle ones count', () => {
    const quiet = { newest: UNTIL - MINUTE, lastCame: NOW - 10 * MINUTE };
    expect(answer(quiet)).toEqual({ complete: false, why: 'not-reached' });
    expect(answer(quiet, { idle: 11 * MINUTE }).complete).toBe(false);
    expect(answer(quiet, { idle: 10 * MINUTE })).toEqual({ complete: true, why: 'idle' });
  });

  test('where nothing ever came, only if idle ones count', () => {
    const empty = { position: undefined, newest: undefined, lastCame: undefined };
    expect(answer(empty)).toEqual({ complete: false, why: 'empty' });
    expect(answer(empty, { idle: MINUTE })).toEqual({ complete: true, why: 'idle' });
  });

  test('an idle one that lacks an event is not complete', () => {
    const lagging = { firstMissing: 9, newest: UNTIL - 1, lastCame: NOW - 60 * MINUTE };
    expect(answer(lagging, { idle: MINUTE })).toEqual({ complete: false, why: 'not-stored' });
  });

  test('not while a commit is being carried out', () => {
    expect(answer({ position: 'on its way' })).toEqual({ complete: false, why: 'under-way' });
  });
});
