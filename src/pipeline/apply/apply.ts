import { InterruptedError, RefusedError } from '../../base/errors.ts';
import type { LiveState } from '../plan/live.ts';
import { digestLive } from '../plan/live-digest.ts';
import type { Change, Plan } from '../plan/plan.ts';
import { carryOut, type Hands } from './carry-out.ts';
import { checkConfigs } from './check-configs.ts';
import { checkTopics } from './check-topics.ts';
import { type Exclusion, exclusively } from './exclusively.ts';
import type { ClusterLock } from './lock.ts';
import { CannotApplyError, refuseImpossible } from './refuse.ts';

export interface ApplyInput extends Pick<Exclusion, 'holder' | 'patience' | 'onWait'> {
  readonly hands: Hands;
  readonly read: () => Promise<LiveState>;
  readonly plan: (live: LiveState) => Plan | Promise<Plan>;
  /** Asked before the first write of what has been planned; throws to stop. */
  readonly approve: (plan: Plan) => Promise<void>;
  readonly onStart: (change: Change, index: number, total: number) => void;
}

async function refuse(plan: Plan, { hands }: ApplyInput): Promise<void> {
  refuseImpossible(plan);
  const found = [...(await checkTopics(plan, hands.clients)), ...(await checkConfigs(plan, hands.clients))];
  if (found.length > 0) throw new CannotApplyError(found);
}

async function walk({ changes }: Plan, held: ClusterLock, { hands, onStart }: ApplyInput): Promise<void> {
  for (const [index, change] of changes.entries()) {
    try {
      if (hands.signal.aborted) throw new InterruptedError('Interrupted');
      await held.confirm();
      onStart(change, index + 1, changes.length);
      await carryOut(change, hands);
    } catch (error) {
      if (!(error instanceof InterruptedError)) throw error;
      throw new InterruptedError(`Stopped after ${index} of ${changes.length} changes`, {
        hint: 'The same command picks up what is left.',
        cause: error,
      });
    }
  }
}

/**
 * Makes the cluster as planned and returns the plan that was carried out. Without a change it writes nothing at all,
 * not even a lock. What was planned before the lock was ours is planned again when the world moved meanwhile.
 */
export async function apply(input: ApplyInput): Promise<Plan> {
  const before = await input.read();
  const first = await input.plan(before);
  if (first.changes.length === 0) {
    refuseImpossible(first);
    return first;
  }
  await refuse(first, input);
  await input.approve(first);
  return exclusively({ ...input.hands, ...input }, async (held) => {
    const live = await input.read();
    const same = digestLive(first.scope, live) === first.live;
    const plan = same ? first : await input.plan(live);
    if (!same) {
      await refuse(plan, input);
      await input.approve(plan);
    }
    await walk(plan, held, input);
    return plan;
  });
}

/** @throws RefusedError unless this is the plan's cluster and still as it was when the plan was made. */
export function refuseStale(plan: Plan, live: LiveState, cluster: string): void {
  if (plan.cluster.name !== cluster) {
    throw new RefusedError(`This plan is for cluster ${plan.cluster.name}, not for ${cluster}`, {
      hint: `Add --cluster ${plan.cluster.name}.`,
    });
  }
  if (digestLive(plan.scope, live) === plan.live) return;
  throw new RefusedError('The cluster has changed since this plan was made', {
    hint: 'Make a new plan and look at it.',
  });
}
