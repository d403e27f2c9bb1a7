import { UsageError } from '../base/errors.ts';
import { closest } from '../base/suggest.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { type JobRecord, readJobs } from '../jobs/registry/jobs.ts';
import { ALERTS } from './names.ts';

/**
 * The deployed jobs that raise alerts, all or those of one pipeline, which may be called by its job. Throws UsageError
 * when there are none.
 */
export async function alertJobs(kafka: RawKafka, pipeline: string | undefined): Promise<readonly JobRecord[]> {
  const jobs = (await readJobs(kafka)).filter(({ kind }) => kind === ALERTS);
  const wanted = jobs.filter((job) => pipeline === undefined || [job.pipeline, job.name].includes(pipeline));
  if (wanted.length > 0) return wanted;
  const pipelines = jobs.map((job) => job.pipeline);
  const near = closest(pipeline ?? '', pipelines);
  const all =
    pipelines.length === 0 ? '`pipeline apply` deploys them.' : `There are alerts of: ${pipelines.join(', ')}.`;
  throw new UsageError(
    pipeline === undefined
      ? 'No alerts are deployed in this cluster'
      : `No alerts of ${pipeline} are deployed in this cluster`,
    {
      hint: near === undefined ? all : `Did you mean ${near}? ${all}`,
    },
  );
}
