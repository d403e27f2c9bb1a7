import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Context } from '../base/context.ts';
import { UsageError } from '../base/errors.ts';
import { refuseStale } from '../pipeline/apply/apply.ts';
import type { LiveState } from '../pipeline/plan/live.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { looksLikePlan, parsePlanFile } from '../pipeline/plan/plan-file.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { appliedJson, appliedLine, renderPlan } from '../ui/plan.ts';
import { show } from '../ui/show.ts';
import { duration, flag, negation, valued, yes } from './flag.ts';
import { applyPlan, awaitApplied, type Origin } from './shared/apply-plan.ts';
import { checkedPlan } from './shared/checked-plan.ts';
import { withClients } from './shared/clients.ts';
import { confirm } from './shared/confirm.ts';
import { loadDesired, topicNames } from './shared/desired.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  prune: flag('also remove what is ours and no longer declared'),
  acceptBreaking: flag('let contracts change so that records or readers break'),
  yes,
  wait: negation('do not wait until every task runs'),
  timeout: valued('<duration>', 'how long to wait for that', duration, { default: 120_000, shown: '120s' }),
};

type ApplyOptions = OptionsOf<typeof flags>;

function planFile(context: Context, files: readonly string[], prune: boolean): Plan | undefined {
  const plans = files.flatMap((file) => {
    const path = resolve(context.directory, file);
    if (file === '-' || !statSync(path, { throwIfNoEntry: false })?.isFile()) return [];
    const text = readFileSync(path, 'utf8');
    return looksLikePlan(text) ? [parsePlanFile(text, file)] : [];
  });
  if (plans.length > 0 && files.length > 1) {
    throw new UsageError('A plan file is applied alone', { hint: 'It already holds everything it was made from.' });
  }
  if (plans.length > 0 && prune) throw new UsageError('A plan file says itself whether it prunes: leave --prune out');
  return plans[0];
}

async function originOf(
  context: Context,
  files: readonly string[],
  options: ApplyOptions,
  cluster: ClusterAddresses,
): Promise<Origin> {
  const kept = planFile(context, files, options.prune);
  if (kept !== undefined) {
    const plan = (live: LiveState) => {
      refuseStale(kept, live, cluster.name);
      return kept;
    };
    return { topics: Object.keys(kept.scope.topics), plan };
  }
  const desired = await loadDesired(context, files, options, cluster);
  const plan = (live: LiveState) => checkedPlan(desired, live, { context, cluster }, options);
  return { topics: topicNames(desired), plan };
}

async function approve(plan: Plan, context: Context, options: ApplyOptions): Promise<void> {
  context.messages.write(`${renderPlan(plan, context.messages, { short: true })}\n`);
  const { destroy } = plan.summary;
  if (destroy > 0) await confirm(context, `${destroy} of these will be destroyed.`, options.yes);
}

/** `apply [FILES]` or `apply PLANFILE`: makes the cluster as declared and waits until everything runs. */
export default defineVerb({
  usage: 'apply [files...]',
  summary: 'make the cluster as declared',
  example: 'pipeline apply config/*.yaml',
  flags,
  completes: { files: { from: ['files'] } },
  async run(context, files, options) {
    const { timeout } = options;
    return withClients(context, options, async (clients, cluster) => {
      const site = { context, clients, cluster };
      const origin = await originOf(context, files, options, cluster);
      const approval = (plan: Plan) => approve(plan, context, options);
      const done = await applyPlan(origin, site, { patience: timeout, approve: approval });
      if (options.wait) await awaitApplied(done, site, timeout);
      return show(context, options, { json: appliedJson(done), text: () => appliedLine(done) });
    });
  },
});
