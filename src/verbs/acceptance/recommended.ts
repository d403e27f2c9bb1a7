import type { Check } from '../../acceptance/report.ts';
import type { RecommenderProof } from '../../recommender/audit/proof.ts';
import verify from '../recommender/verify.ts';
import { asked, type Stage } from './asked.ts';
import { attempt } from './attempt.ts';

const group = 'Recommendations';
const PATIENCE = 60_000;

/** Computes what each recommender says anew from the events and compares. */
export async function recommended(stage: Stage, recommenders: readonly string[]): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const name of recommenders) {
    const about = { group, name, how: '`pipeline recommender verify`' };
    const found = await attempt(about, async () => {
      const own = { wait: PATIENCE };
      const proof = await asked<RecommenderProof, typeof own>(stage, verify.run, [name], own);
      return proof === undefined ? [] : [checkOf(proof)];
    });
    checks.push(...found);
  }
  return checks;
}

/** What the proof of one recommender comes to. Pure. */
export function checkOf({ ok, name, log, lists, findings }: RecommenderProof): Check {
  const compared = lists.published + lists.made;
  const failure = findings.find((finding) => finding.failure);
  return {
    group,
    name: `${name}: lists that equal the batch computation`,
    outcome: !ok ? 'failed' : compared === 0 ? 'unproven' : 'passed',
    found: (compared - lists.different).toLocaleString('en-US'),
    expected: compared.toLocaleString('en-US'),
    how: `every list computed anew, naively, from ${log.events.toLocaleString('en-US')} events of ${log.users.toLocaleString('en-US')} users`,
    ...(ok ? {} : { problem: failure?.message ?? 'something differs' }),
    ...(ok && compared === 0 ? { problem: 'there is no list to compare' } : {}),
    ...(ok ? {} : { hint: `\`pipeline recommender verify ${name}\` names every difference.` }),
  };
}
