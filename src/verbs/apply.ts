import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Context } from '../base/context.ts';
import { UsageError } from '../base/errors.ts';
import type { Clients } from '../clients/clients.ts';
import { apply as applyPlan, refuseStale } from '../pipeline/apply/apply.ts';
import { readLive } from '../pipeline/apply/read-live.ts';
import { settle } from '../pipeline/apply/settle.ts';
import type { LiveState } from '../pipeline/plan/live.ts';
import { makePlan } from '../pipeline/plan/make-plan.ts';
import type { Plan } from '../pipeline/plan/plan.ts';
import { looksLikePlan, parsePlanFile } from '../pipeline/plan/plan-file.ts';
import type { ClusterAddresses } from '../target/addresses.ts';
import { appliedJson, appliedLine, progressLine, renderPlan } from '../ui/plan.ts';
import { show } from '../ui/show.ts';
import { duration, flag, negation, valued, yes } from './flag.ts';
import { alone } from './shared/alone.ts';
import { secretNames, withClients } from './shared/clients.ts';
import { confirm } from './shared/confirm.ts';
import { loadDesired, topicNames } from './shared/desired.ts';
import { withEngineChecks } from './shared/engine-checks.ts';
import { withProfileChecks } from './shared/profile-checks.ts';
import { prepareStores, withStoreChecks } from './shared/store-checks.ts';
import { waitingLine } from './shared/waiting.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  prune: flag('also remove what is ours and no longer declared'),
  yes,
  wait: negation('do not wait until every task runs'),
  timeout: valued('<duration>', 'how long to wait for that', duration, { default: 120_000, shown: '120s' }),
};

type ApplyOptions = OptionsOf<typeof flags>;

/** Where a plan comes from: YAML that is compared now, or a plan file that must still fit. */
interface Origin {
  readonly topics: readonly string[];
  readonly plan: (live: LiveState) => Plan | Promise<Plan>;
}

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
  const plan = async (live: LiveState) => {
    const made = await withProfileChecks(makePlan(desired, live, cluster, options), desired, { context, cluster });
    const checked = await withEngineChecks(made, desired, { context, cluster });
    return withStoreChecks(checked, desired, { context, cluster });
  };
  return { topics: topicNames(desired), plan };
}

async function approve(plan: Plan, context: Context, options: ApplyOptions): Promise<void> {
  context.messages.write(`${renderPlan(plan, context.messages, { short: true })}\n`);
  const { destroy } = plan.summary;
  if (destroy > 0) await confirm(context, `${destroy} of these will be destroyed.`, options.yes);
}

async function wait(plan: Plan, clients: Clients, context: Context, timeout: number): Promise<void> {
  const { clock, signal, messages } = context;
  const onWait = waitingLine(messages);
  const looks = plan.changes.length === 0 ? 1 : 3;
  await settle(clients, plan.scope, { clock, signal, timeout, looks, onWait });
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
      const { clock, signal, messages } = context;
      const { holder, onWait } = alone('apply', clients, cluster, context);
      const { topics, plan } = await originOf(context, files, options, cluster);
      const done = await applyPlan({
        hands: { clients, clock, signal, replication: cluster.defaults.replication },
        read: () => readLive(clients, topics, secretNames(cluster)),
        plan,
        holder,
        patience: timeout,
        approve: async (made) => {
          await approve(made, context, options);
          await prepareStores(made, { context, cluster });
        },
        onWait,
        onStart: (change, index, total) => messages.write(progressLine(change, index, total)),
      });
      if (options.wait) await wait(done, clients, context, timeout);
      return show(context, options, { json: appliedJson(done), text: () => appliedLine(done) });
    });
  },
});
