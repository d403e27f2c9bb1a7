import type { DesiredJob } from '../../compile/desired.ts';
import { UsageError } from '../../errors.ts';
import type { JobRecord } from '../../kafka/jobs.ts';
import { meant } from '../../language/diagnostic.ts';

/** The one of `jobs` that `name` names: by its whole name, or by its own part where only one has it. */
export function findJob<J extends Pick<DesiredJob | JobRecord, 'name'>>(name: string, jobs: readonly J[]): J {
  const exact = jobs.filter((job) => job.name === name);
  const found = exact.length > 0 ? exact : jobs.filter((job) => job.name.slice(job.name.indexOf('.') + 1) === name);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const names = (found.length > 1 ? found : jobs).map((job) => job.name);
  if (found.length > 1)
    throw new UsageError(`Several jobs are called ${name}`, { hint: `Say which: ${names.join(', ')}.` });
  throw new UsageError(`There is no job ${name}`, { hint: meant(name, names, 'job') });
}
