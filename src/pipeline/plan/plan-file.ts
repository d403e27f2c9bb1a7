import { createHash } from 'node:crypto';
import { RefusedError } from '../../base/errors.ts';
import type { Plan } from './plan.ts';

interface Envelope {
  readonly pipelinePlan: 1;
  /** SHA-256 (hex) of the plan's JSON: a file that was cut or edited is not carried out. */
  readonly digest: string;
  readonly plan: Plan;
}

const digestOf = (plan: unknown) => createHash('sha256').update(JSON.stringify(plan)).digest('hex');

/** The text of a plan file. It holds whole configurations: keep it as private as they are. */
export function formatPlanFile(plan: Plan): string {
  const envelope: Envelope = { pipelinePlan: 1, digest: digestOf(plan), plan };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** Whether a file's text is a plan rather than YAML. */
export function looksLikePlan(text: string): boolean {
  return /^\s*\{\s*"pipelinePlan"/.test(text);
}

// The digest vouches for the shape: only formatPlanFile writes one.
function isEnvelope(value: unknown): value is Envelope {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pipelinePlan' in value &&
    value.pipelinePlan === 1 &&
    'digest' in value &&
    'plan' in value &&
    value.digest === digestOf(value.plan)
  );
}

/** @throws RefusedError for a plan of another version, or one that somebody edited. */
export function parsePlanFile(text: string, file: string): Plan {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (isEnvelope(parsed)) return parsed.plan;
  throw new RefusedError('This plan is cut, edited, or of another version of pipeline', {
    where: file,
    hint: 'Make it again with `pipeline plan --out FILE`.',
  });
}
