import type { Diagnostic } from '../base/errors.ts';
import type { DesiredJob } from '../jobs/desired-job.ts';
import type { JobSite } from '../jobs/runner.ts';
import { engines } from './engines.ts';

/** What the engines say about those of `jobs` whose names are in `changed`. */
export async function checkChanged(
  jobs: readonly DesiredJob[],
  changed: ReadonlySet<string>,
  site: Pick<JobSite, 'context' | 'cluster'>,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const engine of engines.all) {
    const concerned = jobs.filter(({ kind, name }) => kind === engine.name && changed.has(name));
    if (concerned.length === 0) continue;
    const runner = await engine.runner();
    found.push(...((await runner.check?.(concerned, site)) ?? []));
  }
  return found;
}
