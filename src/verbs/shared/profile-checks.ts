import { ClusterError } from '../../base/errors.ts';
import { Compose } from '../../compose/compose.ts';
import { stoppedServices } from '../../compose/compose-model.ts';
import type { JobSite } from '../../jobs/runner.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import { hasRegistryInCompose } from '../../target/registry-in-compose.ts';

/**
 * The plan with the services that it needs and whose profiles of Docker Compose are not up. Where Docker does not
 * answer, or runs nothing of this file (the cluster may be another machine's), nothing is said.
 */
export async function withProfileChecks(
  plan: Plan,
  desired: DesiredState,
  { context, cluster }: Pick<JobSite, 'context' | 'cluster'>,
): Promise<Plan> {
  const known = ['s3', 'postgres', ...(hasRegistryInCompose(cluster) ? ['registry'] : [])];
  const needs = desired.needs.filter((need) => known.includes(need) || need in cluster.services);
  if (cluster.compose === undefined || needs.length === 0 || plan.changes.length === 0) return plan;
  const compose = new Compose(cluster.compose.file, context);
  try {
    const containers = await compose.containers();
    const stopped = containers.length === 0 ? [] : stoppedServices(await compose.services(), containers, needs);
    return { ...plan, missingServices: [...plan.missingServices, ...stopped] };
  } catch (error) {
    if (error instanceof ClusterError) return plan;
    throw error;
  }
}
