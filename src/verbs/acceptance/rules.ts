import type { Check } from '../../acceptance/report.ts';
import type { AlertsProof } from '../../alerts/audit/proof.ts';
import verify from '../alerts/verify.ts';
import { asked, type Stage } from './asked.ts';
import { attempt } from './attempt.ts';

const group = 'Alerts';
const PATIENCE = 60_000;

/** Computes the alerts anew and compares: a check for each rule. `wait`: milliseconds that they may come late. */
export async function alertRules(
  stage: Stage,
  pipelines: readonly string[],
  wait = PATIENCE,
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const pipeline of pipelines) {
    const about = { group, name: `the alerts of ${pipeline}`, how: '`pipeline alerts verify`' };
    const found = await attempt(about, async () => {
      const own = { wait };
      const proofs = await asked<readonly AlertsProof[], typeof own>(stage, verify.run, [pipeline], own);
      return (proofs ?? []).flatMap(checksOf);
    });
    checks.push(...found);
  }
  return checks;
}

/** What a proof of alerts comes to, rule by rule. Pure. */
export function checksOf({ name, rules, findings }: AlertsProof): readonly Check[] {
  const of = (rule: string | undefined) => findings.find((one) => one.failure && one.rule === rule);
  const lines = rules.map(({ rule, to, matched, expected, found, missing, extra, different }): Check => {
    const wrong = of(rule);
    const fine = wrong === undefined && missing + extra + different === 0;
    return {
      group,
      name: `${name}: ${rule}`,
      outcome: !fine ? 'failed' : matched === 0 ? 'unproven' : 'passed',
      found: found.toLocaleString('en-US'),
      expected: expected.toLocaleString('en-US'),
      how: `records of ${to}, held against a naive computation over every event of the topic`,
      ...(fine
        ? matched === 0
          ? { problem: 'no event has ever matched this rule' }
          : {}
        : {
            problem: wrong?.message ?? `${missing} missing, ${extra} extra, ${different} different`,
            hint: '`pipeline alerts verify` names every difference.',
          }),
    };
  });
  const whole = of(undefined);
  if (whole === undefined) return lines;
  const how = '`pipeline alerts verify`';
  const hint = '`pipeline alerts verify` names it with its coordinates.';
  return [...lines, { group, name, outcome: 'failed', found: whole.kind, how, problem: whole.message, hint }];
}
