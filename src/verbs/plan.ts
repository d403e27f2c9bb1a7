import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode } from '../base/errors.ts';
import { writePrivateFile } from '../pipeline/apply/private-file.ts';
import { readLive } from '../pipeline/apply/read-live.ts';
import { refuseImpossible } from '../pipeline/apply/refuse.ts';
import { makePlan } from '../pipeline/plan/make-plan.ts';
import { formatPlanFile } from '../pipeline/plan/plan-file.ts';
import { planJson, renderPlan } from '../ui/plan.ts';
import { secretNames, withClients } from './shared/clients.ts';
import { loadDesired, topicNames } from './shared/desired.ts';
import { withEngineChecks } from './shared/engine-checks.ts';
import { withProfileChecks } from './shared/profile-checks.ts';

interface PlanOptions extends GlobalOptions {
  readonly detailedExitcode: boolean;
  readonly prune: boolean;
  readonly out?: string;
}

/**
 * `plan [FILES]`: what `apply` would change. Exit code 2 with --detailed-exitcode when that is something, 1 when `apply`
 * would refuse.
 */
export async function plan(context: Context, files: readonly string[], options: PlanOptions): Promise<ExitCode> {
  return withClients(context, options, async (clients, cluster) => {
    const desired = await loadDesired(context, files, options, cluster);
    const live = await readLive(clients, topicNames(desired), secretNames(cluster));
    const compared = await withProfileChecks(makePlan(desired, live, cluster, options), desired, { context, cluster });
    const made = await withEngineChecks(compared, desired, { context, cluster });
    const text =
      options.output === 'json' ? `${JSON.stringify(planJson(made), null, 2)}\n` : renderPlan(made, context.output);
    context.output.write(text);
    if (options.output === 'json') {
      if (made.refusals.length + made.missingServices.length > 0) return ExitCode.failed;
    } else refuseImpossible(made);
    if (options.out !== undefined) {
      writePrivateFile(context.directory, options.out, formatPlanFile(made));
      context.messages.write(`\`pipeline apply ${options.out}\` carries out exactly this.\n`);
    }
    return options.detailedExitcode && made.changes.length > 0 ? ExitCode.changesPending : ExitCode.fine;
  });
}
