import { expect, test } from 'vitest';
import { checkWhen } from '../../src/verbs/jobs/when-complete.ts';
import { untilTime } from '../../src/verbs/shared/completeness.ts';

test.each([
  ['2026-01-01T10:00Z', '2026-01-01T10:00:00Z'],
  ['2026-01-01T10:00+01:00', '2026-01-01T09:00:00Z'],
  ['2026-01-01T10:00:00.5Z', '2026-01-01T10:00:00.500Z'],
  ['2026-01-01', '2026-01-01T00:00:00Z'],
])('%s is a moment', (text, same) => {
  expect(untilTime(text)).toBe(Date.parse(same));
});

test.each([undefined, '', 'tomorrow', '10:00Z', '2026-01-01T10:00', '2026-02-30T10:00Z', '2026-01-01T25:00Z'])(
  '%s is none',
  (text) => {
    expect(() => untilTime(text)).toThrow(/--until/);
  },
);

test('flags of a condition want the condition, and it wants a moment', () => {
  expect(() => checkWhen({})).not.toThrow();
  expect(() => checkWhen({ when: 'complete', until: '2026-01-01T10:00Z', wait: 1 })).not.toThrow();
  expect(() => checkWhen({ when: 'complete' })).toThrow('Say until when');
  expect(() => checkWhen({ until: '2026-01-01T10:00Z' })).toThrow('need --when complete');
  expect(() => checkWhen({ late: 5 })).toThrow('need --when complete');
});
