import type { DesiredState } from '../../pipeline/compile/desired.ts';
import type { LiveState } from '../../pipeline/plan/live.ts';
import { makePlan, type PlanOptions } from '../../pipeline/plan/make-plan.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import { withEngineChecks } from './engine-checks.ts';
import type { Site } from './operate.ts';
import { withProfileChecks } from './profile-checks.ts';
import { withStoreChecks } from './store-checks.ts';

/** What `apply` would change, with everything that is known to stand in its way. */
export async function checkedPlan(
  desired: DesiredState,
  live: LiveState,
  site: Pick<Site, 'context' | 'cluster'>,
  options: PlanOptions,
): Promise<Plan> {
  const compared = await withProfileChecks(makePlan(desired, live, site.cluster, options), desired, site);
  return withStoreChecks(await withEngineChecks(compared, desired, site), desired, site);
}
