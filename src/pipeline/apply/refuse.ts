import { type Diagnostic, LanguageError, RefusedError } from '../../base/errors.ts';
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

/** @throws when something is known to stand in the way of the plan's changes. */
export function refuseImpossible({ missingServices, cluster, refusals }: Plan): void {
  if (missingServices.length > 0) throw missing(missingServices, cluster);
  if (refusals.length > 0) throw new CannotApplyError(refusals);
}

function missing(services: readonly string[], { name, ours }: Plan['cluster']): RefusedError {
  const need = `These pipelines need ${services.join(', ')}, which cluster ${name} does not`;
  if (!ours) return new RefusedError(`${need} have`, { hint: `Give its address in config/clusters/${name}.yaml.` });
  const start = (where: string) => ({ hint: `\`pipeline ${where}up --with ${services.join(',')}\` starts it.` });
  if (name === 'embedded') return new RefusedError(`${need} have`, start(''));
  const profile = services.length === 1 ? 'its profile is' : 'their profiles are';
  return new RefusedError(`${need} run: ${profile} not up`, start(`--cluster ${name} `));
}
