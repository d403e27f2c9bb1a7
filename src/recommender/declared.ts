import { closest } from 'fastest-levenshtein';
import { UsageError } from '../base/errors.ts';
import type { RawKafka } from '../clients/kafka/fetch.ts';
import { type JobRecord, readJobs } from '../jobs/registry/jobs.ts';
import { RECOMMENDER } from './names.ts';

/** The job of the recommender `name` as it is declared in the cluster now. Throws UsageError when there is none. */
export async function declaredRecommender(kafka: RawKafka, name: string): Promise<JobRecord> {
  const jobs = (await readJobs(kafka)).filter(({ kind }) => kind === RECOMMENDER);
  const job = jobs.find((one) => one.name === name);
  if (job !== undefined) return job;
  const names = jobs.map((one) => one.name);
  const hint =
    names.length === 0
      ? '`pipeline apply` declares it.'
      : `Did you mean ${closest(name, names)}? There are: ${names.join(', ')}.`;
  throw new UsageError(`No recommender ${name} is declared in this cluster`, { hint });
}
