import { checkChanged } from '../../components/check-jobs.ts';
import type { JobSite } from '../../jobs/runner.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';

/** The plan with what engines object to in the jobs that it changes. */
export async function withEngineChecks(
  plan: Plan,
  desired: DesiredState,
  site: Pick<JobSite, 'context' | 'cluster'>,
): Promise<Plan> {
  const changed = new Set(
    plan.changes.flatMap(({ kind, action, name }) => (kind === 'job' && action !== 'delete' ? [name] : [])),
  );
  const found = await checkChanged(desired.jobs, changed, site);
  return found.length === 0 ? plan : { ...plan, refusals: [...plan.refusals, ...found] };
}
