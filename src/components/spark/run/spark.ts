import type { JobResult, JobRunner, JobSite, ManifestFile } from '../../../jobs/runner.ts';
import type { RunnableJob } from '../../../jobs/spec.ts';
import type { JobReport } from '../../../jobs/supervisor/report.ts';
import { yarnPlace } from '../../../jobs/yarn-waiting.ts';
import { checkJobs } from './check.ts';
import { runDriver } from './driver.ts';
import type { SparkEvent } from './events.ts';
import { prepare } from './prepare.ts';
import { renderResult } from './render-result.ts';
import { sparkWork } from './work.ts';

/** Jobs of Spark: a driver of its own for each, from jars that are fetched when the first one is needed. */
export const sparkRunner: JobRunner = {
  async run(job, site) {
    let result: JobResult = {};
    const { driver, files } = await prepare(job, site);
    await runDriver(driver, (event) => {
      if (event.event === 'finished') result = withoutEvent(event);
      else tell(event, site);
    });
    return { ...result, ...(await beside(job, result, files, site)) };
  },

  async host(job, site, report) {
    const { driver } = await prepare(job, site);
    let last: JobReport = { state: 'STARTING', metrics: {} };
    await runDriver(driver, (event) => {
      const next = reportOf(event, last);
      if (next === undefined) return;
      last = next;
      report(next);
    });
  },

  check: checkJobs,
  render: renderResult,
};

/** What the supervisor is told at an event of a streaming job, after `last`; undefined where that says nothing new. */
export function reportOf(event: SparkEvent, last: JobReport): JobReport | undefined {
  if (event.event === 'running') return { state: 'RUNNING', metrics: {} };
  if (event.event === 'waiting') return { state: last.state, metrics: last.metrics, waits: waitsFor(event) };
  if (event.event !== 'progress') return undefined;
  const { records, rate, lag } = event;
  return { state: 'RUNNING', metrics: { records, rate, lag } };
}

const waitsFor = (event: Extract<SparkEvent, { event: 'waiting' }>): string =>
  `${event.application} waits for ${event.wanted}${yarnPlace(event)}`;

/** What the sidecar's models reach where ALS was evaluated. */
async function beside(
  { name, spec }: RunnableJob,
  { evaluation, events }: JobResult,
  files: readonly ManifestFile[],
  site: JobSite,
): Promise<JobResult> {
  const { als } = sparkWork(name, spec.work);
  if (als === undefined || evaluation === undefined || typeof events !== 'number') return {};
  site.progress("evaluating the sidecar's models on the same split");
  const { modelsBeside } = await import('./beside.ts');
  const models = await modelsBeside(spec, als, events, files, site);
  if (models !== undefined) return { beside: models };
  site.progress('the topics no longer hold the events of the files: nothing to compare with');
  return {};
}

const withoutEvent = ({ event: _, ...rest }: Extract<SparkEvent, { event: 'finished' }>): JobResult => rest;

function tell(event: SparkEvent, site: JobSite): void {
  if (event.event === 'step') site.progress(event.message);
  if (event.event === 'waiting') site.progress(waitsFor(event));
  if (event.event === 'progress') site.progress(`${event.records} records, ${event.rate}/s`);
}
