import { apply } from '../../pipeline/apply/apply.ts';
import { readLive } from '../../pipeline/apply/read-live.ts';
import { settle } from '../../pipeline/apply/settle.ts';
import type { LiveState } from '../../pipeline/plan/live.ts';
import type { Plan } from '../../pipeline/plan/plan.ts';
import { progressLine } from '../../ui/plan.ts';
import { alone } from './alone.ts';
import { secretNames } from './clients.ts';
import type { Site } from './operate.ts';
import { prepareStores } from './store-checks.ts';
import { waitingLine } from './waiting.ts';

/** Where a plan comes from: YAML that is compared now, or a plan that was kept and must still fit. */
export interface Origin {
  readonly topics: readonly string[];
  readonly plan: (live: LiveState) => Plan | Promise<Plan>;
}

/** Makes the cluster as planned; returns the plan that was carried out. `approve` is asked before the first write. */
export async function applyPlan(
  { topics, plan }: Origin,
  site: Site,
  { patience, approve }: { readonly patience: number; readonly approve: (plan: Plan) => Promise<void> },
): Promise<Plan> {
  const { context, clients, cluster } = site;
  const { clock, signal, messages } = context;
  const { holder, onWait } = alone('apply', clients, cluster, context);
  return apply({
    hands: { clients, clock, signal, replication: cluster.defaults.replication },
    read: () => readLive(clients, topics, secretNames(cluster)),
    plan,
    holder,
    patience,
    approve: async (made) => {
      await approve(made);
      await prepareStores(made, site);
    },
    onWait,
    onStart: (change, index, total) => messages.write(progressLine(change, index, total)),
  });
}

/** Waits until everything that a plan is about runs stably. `timeout`: milliseconds. @throws UnhealthyError */
export async function awaitApplied(plan: Plan, { clients, context }: Site, timeout: number): Promise<void> {
  const { clock, signal, messages } = context;
  const onWait = waitingLine(messages);
  const looks = plan.changes.length === 0 ? 1 : 3;
  await settle(clients, plan.scope, { clock, signal, timeout, looks, onWait });
}
