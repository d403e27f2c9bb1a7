import type { Context, GlobalOptions, Output } from '../../base/context.ts';
import { Connection } from '../../page/connection.ts';
import type { Source } from '../../page/source.ts';
import { readLive } from '../../pipeline/apply/read-live.ts';
import { offlineCluster } from '../../pipeline/compile/offline-cluster.ts';
import { makePlan } from '../../pipeline/plan/make-plan.ts';
import { secretNames } from './clients.ts';
import { loadDeclared, topicNames } from './desired.ts';
import { withProfileChecks } from './profile-checks.ts';
import { withStoreChecks } from './store-checks.ts';

/** What the page asks, as the verbs do it. Warnings and retries, which come anew with each look, are not repeated. */
export function pageSource(context: Context, files: readonly string[], options: GlobalOptions): Source {
  const quiet: Context = { ...context, messages: silent };
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
  };
}

const silent: Output = { write: () => {}, isTerminal: false, columns: undefined, colour: false };
