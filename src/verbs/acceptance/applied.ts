import type { Check } from '../../acceptance/report.ts';
import { equal } from '../../acceptance/report.ts';
import apply from '../apply.ts';
import plan from '../plan.ts';
import { asked, type Stage } from './asked.ts';
import { attempt } from './attempt.ts';

const group = 'Deployment';
const PATIENCE = 180_000;

interface Planned {
  readonly summary: { readonly add: number; readonly change: number; readonly destroy: number };
}

/** Applies the files, waits until every task runs, and looks whether a second plan is empty. */
export async function applied(stage: Stage): Promise<readonly Check[]> {
  const { files } = stage;
  const deploys = { group, name: 'everything that is declared is deployed and runs', how: '`pipeline apply`' };
  const deployed = await attempt(deploys, async () => {
    await asked(stage, apply.run, files, {
      prune: false,
      acceptBreaking: false,
      yes: false,
      wait: true,
      timeout: PATIENCE,
    });
    return [{ ...deploys, outcome: 'passed', found: 'yes' }];
  });
  if (deployed.some(({ outcome }) => outcome === 'failed')) return deployed;
  const settles = { group, name: 'changes that a second plan finds', how: '`pipeline plan` after the apply' };
  const settled = await attempt(settles, async () => {
    const own = { detailedExitcode: false, prune: false, acceptBreaking: false, all: false };
    const made = await asked<Planned, typeof own>(stage, plan.run, files, own);
    const { add, change, destroy } = made?.summary ?? { add: 0, change: 0, destroy: 0 };
    const wrong = { problem: 'the cluster is not as the files declare it', hint: '`pipeline plan` shows each key.' };
    return [equal(settles, add + change + destroy, 0, wrong)];
  });
  return [...deployed, ...settled];
}
