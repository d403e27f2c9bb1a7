import { isRecord, member, text } from '../../base/values.ts';

import type { JobRecord } from '../../jobs/registry/jobs.ts';
import type { Written } from '../../jobs/written.ts';
import { checkpointsOf } from './checkpoints.ts';

type Job = Pick<JobRecord, 'name' | 'spec'>;

/** Topics that a job of `jobs:` reads. */
export const jobReads = ({ spec }: Job): readonly string[] => {
  const inputs: readonly unknown[] = Array.isArray(spec.from) ? spec.from : [];
  return inputs.flatMap((input) => text(member(input, 'topic')) ?? []);
};

/** The output of a job of `jobs:`, as far as this version understands its specification. */
export function jobOutput(job: Job): Written {
  const { to, files, work } = job.spec;
  const topics = [text(member(to, 'topic')) ?? []].flat();
  const path = text(member(files, 'path'));
  if (path === undefined || !isRecord(work)) return { topics, directories: [], roots: [] };
  const root = `${text(member(files, 'store')) ?? 'hdfs'}:${path}`;
  // Topics that are stored as they are have a directory each, beside which others may lie.
  const asTheyAre = work.sql === undefined && work.als === undefined;
  if (!asTheyAre) return { topics, directories: [root], roots: [] };
  return { topics, directories: jobReads(job).map((topic) => `${root}/${topic}`), roots: [root] };
}

/** Topics that a deployed job reads or writes, and directories that are its alone. */
export function jobUses(job: Job): Written {
  const { topics, directories, roots } = jobOutput(job);
  const own = isRecord(job.spec.work) ? [...directories, `hdfs:${checkpointsOf(job.name)}`] : [];
  return { topics: [...jobReads(job), ...topics], directories: own, roots };
}
