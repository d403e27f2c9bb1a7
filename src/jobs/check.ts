import type { Diagnostic } from '../base/errors.ts';
import type { DesiredJob } from '../pipeline/compile/desired.ts';
import type { JobSite } from './runner.ts';
import { hostedEngines, runnerOf } from './runners.ts';

/** What the engines say about those of `jobs` whose names are in `changed`. */
export async function checkChanged(
  jobs: readonly DesiredJob[],
  changed: ReadonlySet<string>,
  site: Pick<JobSite, 'context' | 'cluster'>,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const engine of hostedEngines) {
    const concerned = jobs.filter(({ kind, name }) => kind === engine && changed.has(name));
    if (concerned.length === 0) continue;
    const runner = await runnerOf(engine);
    found.push(...((await runner.check?.(concerned, site)) ?? []));
  }
  return found;
}
