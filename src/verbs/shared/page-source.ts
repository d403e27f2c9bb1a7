import type { Context, GlobalOptions, Output } from '../../base/context.ts';
import { Connection } from '../../page/connection.ts';
import type { Source } from '../../page/source.ts';
import type { Verb } from '../../page/wire.ts';
import { readLive } from '../../pipeline/apply/read-live.ts';
import { offlineCluster } from '../../pipeline/compile/offline-cluster.ts';
import { makePlan } from '../../pipeline/plan/make-plan.ts';
import { appliedLine } from '../../ui/plan.ts';
import { applyPlan, awaitApplied } from './apply-plan.ts';
import { checkedPlan } from './checked-plan.ts';
import { secretNames, withClients } from './clients.ts';
import { loadDeclared, topicNames } from './desired.ts';
import { refuseRestart, refuseState, restart, setState } from './operate.ts';
import { withProfileChecks } from './profile-checks.ts';
import { withStoreChecks } from './store-checks.ts';

/** Milliseconds that an apply waits for another run, and for everything to run. */
const PATIENCE = 120_000;

const states = { pause: 'paused', resume: 'running', stop: 'stopped' } as const satisfies Partial<Record<Verb, string>>;

/** What the page asks, as the verbs do it. Warnings and retries, which come anew with each look, are not repeated. */
export function pageSource(context: Context, files: readonly string[], options: GlobalOptions): Source {
  const quiet: Context = { ...context, messages: to(() => {}) };
  return {
    context: quiet,
    cluster: options.cluster,
    connection: new Connection(quiet, options),
    declared: async () => loadDeclared(quiet, files, options, await offlineCluster(options.cluster, quiet)),
    async plan(clients, cluster) {
      const desired = await loadDeclared(quiet, files, options, cluster);
      const live = await readLive(clients, topicNames(desired), secretNames(cluster));
      const site = { context: quiet, cluster };
      // What engines object to is left to `plan`: asking them starts a JVM, and the page compares again and again.
      const compared = await withProfileChecks(makePlan(desired, live, cluster, { prune: false }), desired, site);
      return { desired, plan: await withStoreChecks(compared, desired, site) };
    },
    async check(verb, item, clients) {
      if (verb === 'restart' || verb === 'restart-failed') refuseRestart([item]);
      else await refuseState([item], states[verb], clients);
    },
    async operate(verb, item, clients, cluster) {
      const site = { context: quiet, clients, cluster };
      if (verb === 'restart' || verb === 'restart-failed') await restart([item], verb === 'restart-failed', site);
      else await setState([item], states[verb], site);
    },
    apply: (approve, tell) => {
      const telling = { ...context, messages: to(tell) };
      return withClients(telling, options, async (clients, cluster) => {
        const site = { context: telling, clients, cluster };
        const desired = await loadDeclared(telling, files, options, cluster);
        const origin = {
          topics: topicNames(desired),
          plan: (live: Parameters<typeof checkedPlan>[1]) => checkedPlan(desired, live, site, { prune: false }),
        };
        const done = await applyPlan(origin, site, { patience: PATIENCE, approve: async (plan) => approve(plan) });
        await awaitApplied(done, site, PATIENCE);
        return appliedLine(done).trimEnd();
      });
    },
  };
}

const to = (tell: (words: string) => void): Output => ({
  write: (data) => tell(String(data).trimEnd()),
  isTerminal: false,
  columns: undefined,
  colour: false,
});
