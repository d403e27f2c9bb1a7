import { expect, test } from 'vitest';
import { provenOf } from '../../src/page/proven.ts';
import type { JobReport } from '../../src/pipeline/status/report.ts';

const last = {
  version: 1 as const,
  sink: 'shop.lake',
  time: '2026-11-30T12:00:00Z',
  ok: true,
  deep: false,
  records: 5,
};

const status = (time: string, ok: boolean) => {
  const proof = { time, age: 0, ok, deep: true, records: 1_000, finding: 'missing: orders-0: 3' };
  const job: JobReport = {
    ...{ name: 'shop.lake', pipeline: 'shop', kind: 'alerts', condition: 'running', healthy: true, host: 'h' },
    ...{ restarts: 0, time, metrics: {}, proof },
  };
  return { version: 1 as const, cluster: 'c', ok, connectors: [], jobs: [job] };
};

test('of a proof that is made again and again and one that was made here the newer counts', () => {
  const earlier = provenOf(status('2026-11-30T11:00:00Z', false), [last]);
  expect(earlier['shop.lake']).toEqual({ time: last.time, ok: true, words: '5 records' });
  const later = provenOf(status('2026-11-30T13:00:00Z', false), [last]);
  expect(later['shop.lake']).toMatchObject({ ok: false, words: 'missing: orders-0: 3' });
});

test('a proof of nothing says so', () => {
  expect(provenOf(undefined, [{ ...last, records: 0 }])['shop.lake']).toMatchObject({ ok: true, empty: true });
  expect(provenOf(undefined, [{ ...last, ok: null, records: 0 }])['shop.lake']).not.toHaveProperty('empty');
});
