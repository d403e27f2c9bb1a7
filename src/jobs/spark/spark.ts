import type { JobResult, JobRunner, JobSite, ManifestFile } from '../runner.ts';
import type { RunnableJob } from '../spec.ts';
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
    await runDriver(driver, (event) => {
      if (event.event === 'running') report({ state: 'RUNNING', metrics: {} });
      if (event.event !== 'progress') return;
      const { records, rate, lag } = event;
      report({ state: 'RUNNING', metrics: { records, rate, lag } });
    });
  },

  check: checkJobs,
  render: renderResult,
};

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
  if (event.event === 'progress') site.progress(`${event.records} records, ${event.rate}/s`);
}
