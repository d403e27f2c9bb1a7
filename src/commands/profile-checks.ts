import { Compose } from '../cluster/compose.ts';
import { stoppedServices } from '../cluster/compose-model.ts';
import type { DesiredState } from '../compile/desired.ts';
import { ClusterError } from '../errors.ts';
import type { JobSite } from '../jobs/runner.ts';
import type { Plan } from '../plan/plan.ts';

/**
 * The plan with the services that it needs and whose profiles of Docker Compose are not up. Where Docker does not answer, or runs
 * nothing of this file (the cluster may be another machine's), nothing is said.
 */
export async function withProfileChecks(
  plan: Plan,
  desired: DesiredState,
  { context, cluster }: Pick<JobSite, 'context' | 'cluster'>,
): Promise<Plan> {
  const needs = desired.needs.filter((need) => need === 's3' || need in cluster.services);
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
