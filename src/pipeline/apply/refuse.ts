import { type Diagnostic, LanguageError, type PipelineError, RefusedError } from '../../base/errors.ts';
import type { Plan } from '../plan/plan.ts';

/** The declarations are right as YAML, but not for this cluster; shown with their places like any mistake in a file. */
export class CannotApplyError extends LanguageError {
  override readonly code = 'cannot-apply';
  override readonly exitCode = 1;

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics);
    this.message = `Nothing was changed: ${diagnostics.length === 1 ? 'this stands' : `these ${diagnostics.length} things stand`} in the way`;
  }
}

/** What is known to stand in the way of the plan's changes. */
export function refusalOf({ missingServices, cluster, refusals }: Plan): PipelineError | undefined {
  if (missingServices.length > 0) return missing(missingServices, cluster);
  return refusals.length > 0 ? new CannotApplyError(refusals) : undefined;
}

/** @throws when something is known to stand in the way of the plan's changes. */
export function refuseImpossible(plan: Plan): void {
  const refusal = refusalOf(plan);
  if (refusal !== undefined) throw refusal;
}

function missing(services: readonly string[], { name, ours }: Plan['cluster']): RefusedError {
  const need = `These pipelines need ${services.join(', ')}, which cluster ${name} does not`;
  if (!ours) return new RefusedError(`${need} have`, { hint: `Give its address in config/clusters/${name}.yaml.` });
  const start = (where: string) => ({ hint: `\`pipeline ${where}up --with ${services.join(',')}\` starts it.` });
  if (name === 'embedded') return new RefusedError(`${need} have`, start(''));
  const profile = services.length === 1 ? 'its profile is' : 'their profiles are';
  return new RefusedError(`${need} run: ${profile} not up`, start(`--cluster ${name} `));
}
