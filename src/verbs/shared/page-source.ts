import type { Context, GlobalOptions, Output } from '../../base/context.ts';
import { UsageError } from '../../base/errors.ts';
import { Connection } from '../../page/connection.ts';
import type { Source } from '../../page/source.ts';
import type { Verb } from '../../page/wire/intent.ts';
import type { Progress } from '../../page/wire/work.ts';
import { readLive } from '../../pipeline/apply/read-live.ts';
import { offlineCluster } from '../../pipeline/compile/offline-cluster.ts';
import { makePlan } from '../../pipeline/plan/make-plan.ts';
import { saidOfRetry } from '../../ui/dead-letters.ts';
import { appliedLine } from '../../ui/plan.ts';
import { saidOfProof } from '../../ui/proof.ts';
import type { ProofResults } from '../../verify/proof-results.ts';
import type { ProvableSink } from '../../verify/provable.ts';
import { applyPlan, awaitApplied } from './apply-plan.ts';
import { checkedPlan } from './checked-plan.ts';
import { secretNames, withClients } from './clients.ts';
import { loadDeclared, topicNames } from './desired.ts';
import { evaluated } from './evaluated.ts';
import { chooseOutputs } from './job-outputs.ts';
import { refuseRestart, refuseState, restart, setState } from './operate.ts';
import { withProfileChecks } from './profile-checks.ts';
import { proofResults, prove } from './prove.ts';
import { retryNamed } from './retry.ts';
import { chooseSinks, deskSink, type SinkSource } from './sinks.ts';
import { withStoreChecks } from './store-checks.ts';
import { waitingLine } from './waiting.ts';

/** Milliseconds that an apply waits for another run, and for everything to run. */
const PATIENCE = 120_000;

const states = { pause: 'paused', resume: 'running', stop: 'stopped' } as const satisfies Partial<Record<Verb, string>>;

type PageOptions = GlobalOptions & { readonly report?: string | undefined };

/** What the page asks, as the verbs do it. Warnings and retries, which come anew with each look, are not repeated. */
export function pageSource(context: Context, files: readonly string[], options: PageOptions): Source {
  const quiet: Context = { ...context, messages: to(() => {}) };
  let results: { readonly clusterId: string; readonly of: ProofResults } | undefined;
  return {
    context: quiet,
    cluster: options.cluster,
    report: options.report,
    connection: new Connection(quiet, options),
    declared: async () => loadDeclared(quiet, files, options, await offlineCluster(options.cluster, quiet)),
    evaluate: (name) => evaluated(name, quiet, options),
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
    provable: (name, clients, cluster) => provableNamed(name, { context: quiet, options, clients, cluster }),
    desk: (name, clients, cluster) => deskSink({ context: quiet, options, clients, cluster }, name),
    retry: (name, wanted, tell) =>
      withClients(quiet, options, async (clients, cluster) => {
        const how = { patience: PATIENCE, tell: waitingLine(to(tell)) };
        const outcome = await retryNamed(name, wanted, { context: quiet, options, clients, cluster }, how);
        return saidOfRetry(outcome);
      }),
    async results(clients, cluster) {
      const { clusterId } = await (await clients.admin()).describeCluster();
      results ??= { clusterId, of: proofResults(quiet, cluster, clusterId) };
      if (results.clusterId !== clusterId) results = { clusterId, of: proofResults(quiet, cluster, clusterId) };
      return results.of.all();
    },
    // On a connection of its own, so that nobody who looks waits for what it reads.
    prove: (name, deep, tell) =>
      withClients(quiet, options, async (clients, cluster) => {
        const sink = await provableNamed(name, { context: quiet, options, clients, cluster });
        const how = { context: quiet, clients, cluster, wait: undefined, deep, full: false };
        return saidOfProof(await prove([sink], { ...how, progress: () => counting(tell) }));
      }),
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

/** A sink, or a job whose output can be proven. */
async function provableNamed(name: string, source: SinkSource): Promise<ProvableSink> {
  const [output] = await chooseOutputs(source, [], [name]);
  const [sink] = output === undefined ? await chooseSinks(source, [], [name]) : [output];
  if (sink === undefined) throw new UsageError(`There is no sink called ${name}`);
  return sink;
}

/** Tells how much a proof has looked at. */
function counting(tell: (progress: Progress) => void) {
  const looked = { records: 0, files: 0 };
  const told = () => tell({ words: 'Verifying', ...looked });
  return {
    records: (count: number) => {
      looked.records += count;
      told();
    },
    files: (count: number) => {
      looked.files += count;
      told();
    },
    end: () => {},
  };
}

const to = (tell: (words: string) => void): Output => ({
  write: (data) => tell(String(data).trimEnd()),
  isTerminal: false,
  columns: undefined,
  colour: false,
});
