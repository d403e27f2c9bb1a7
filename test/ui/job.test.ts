import { expect, test } from 'vitest';
import type { RunRecord } from '../../src/jobs/run-record.ts';
import type { JobReport } from '../../src/pipeline/status/report.ts';
import { renderJob, renderRun } from '../../src/ui/job.ts';
import { renderJobs } from '../../src/ui/jobs.ts';
import { renderStatus } from '../../src/ui/status.ts';

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
  const failed = renderRun(
    record.name,
    { ...record, state: 'FAILED', error: 'killed', hint: 'Run it again.' },
    '',
    output,
  );
  expect(failed).toContain('shop.sales failed\n');
  expect(failed).toContain('\n  killed\n  Run it again.\n');
});

test('a deployed job that waits says what for, and why it failed before, wherever jobs are shown', () => {
  const waits = 'application_1 waits for its master: no NodeManager is up';
  const job: JobReport = {
    name: 'shop.copy',
    pipeline: 'shop',
    kind: 'spark',
    condition: 'starting',
    healthy: true,
    host: 'embedded',
    restarts: 1,
    time: '2026-01-01T00:00:00.000Z',
    metrics: {},
    waits,
    error: 'the ResourceManager does not answer',
  };
  const failure = 'it failed before: the ResourceManager does not answer';
  expect(renderJob(job, output)).toContain(`\n  ${waits}\n  ${failure}\n`);
  const status = renderStatus({ version: 1, cluster: 'embedded', ok: true, connectors: [], jobs: [job] }, output);
  expect(status).toContain(`\nshop.copy: ${waits}; ${failure}\n`);
  const listed = renderJobs([{ ...job, engine: 'spark', run: 'streaming' }], output);
  expect(listed).toContain(`\nshop.copy: ${waits}; ${failure}\n`);
});
