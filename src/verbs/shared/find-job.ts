import type { Context, GlobalOptions } from '../../base/context.ts';
import { UsageError } from '../../base/errors.ts';
import type { DesiredJob } from '../../jobs/desired-job.ts';
import type { JobRecord } from '../../jobs/registry/jobs.ts';
import { meant } from '../../language/diagnostic.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import { offlineCluster } from '../../pipeline/compile/offline-cluster.ts';
import { loadDeclared } from './desired.ts';

/**
 * The one of `names` that `given` means: by its whole name, or by its own part where only one has it; undefined when
 * there is none. UsageError when several are meant.
 */
export function wholeName(given: string, names: readonly string[]): string | undefined {
  if (names.includes(given)) return given;
  const found = [...new Set(names)].filter((name) => name.slice(name.indexOf('.') + 1) === given);
  if (found.length < 2) return found[0];
  throw new UsageError(`Several jobs are called ${given}`, { hint: `Say which: ${found.join(', ')}.` });
}

/** A job of the cluster, or one that files declare and the cluster does not know. */
type NamedJob<J, D> = { readonly deployed: JobRecord } | { readonly declared: J; readonly desired: D };

type Declared<J> = Readonly<Record<'jobs' | 'manualJobs', readonly J[]>>;

/** What files declare, whatever services of other pipelines the cluster lacks: those are in nobody's way. */
export async function declaredBy(
  files: readonly string[],
  context: Context,
  options: GlobalOptions,
): Promise<DesiredState> {
  return loadDeclared(context, files, options, await offlineCluster(options.cluster, context));
}

/**
 * The job that `given` means. What the cluster knows by that whole name needs no files; `declared` reads them.
 * UsageError when there is none, or several.
 */
export async function findJob<J extends Pick<DesiredJob, 'name'>, D>(
  given: string,
  live: readonly JobRecord[],
  declared: () => Promise<Declared<J> & D>,
): Promise<NamedJob<J, D>> {
  const exact = live.find(({ name }) => name === given);
  if (exact !== undefined) return { deployed: exact };
  const desired = await declared();
  const jobs = [...desired.jobs, ...desired.manualJobs];
  const names = [...live, ...jobs].map(({ name }) => name);
  const whole = wholeName(given, names);
  const deployed = live.find(({ name }) => name === whole);
  if (deployed !== undefined) return { deployed };
  const found = jobs.find(({ name }) => name === whole);
  if (found !== undefined) return { declared: found, desired };
  const where = 'a manual job is found in its files: name them after it';
  throw new UsageError(`There is no job ${given}`, {
    hint: names.length === 0 ? where : `${meant(given, names, 'job')} (${where})`,
  });
}
