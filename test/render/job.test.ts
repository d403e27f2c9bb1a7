import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/jobs/run-record.ts';
import { renderRun } from '../../src/render/job.ts';

const output = { write: () => undefined, isTerminal: false, columns: undefined, colour: false };
const record: RunRecord = {
  version: 1,
  name: 'shop.sales',
  engine: 'mapreduce',
  digest: 'd',
  cluster: 'embedded',
  state: 'RUNNING',
  pid: 1,
  identity: '1',
  began: '2026-01-01T00:00:00.000Z',
  said: 'state ACCEPTED, and it waits in queue default',
};

test('a run that goes on shows what it said last, one that ended does not', () => {
  expect(renderRun(record.name, record, '', output)).toContain('\n  state ACCEPTED, and it waits in queue default\n');
  expect(renderRun(record.name, { ...record, state: 'FINISHED' }, '', output)).not.toContain('ACCEPTED');
  const failed = renderRun(record.name, { ...record, state: 'FAILED', error: 'killed' }, '', output);
  expect(failed).toContain('shop.sales failed\n');
  expect(failed).toContain('\n  killed\n');
});
