import { type Diagnostic, LanguageError, RefusedError } from '../errors.ts';
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
  if (missingServices.length > 0) {
    const list = missingServices.join(', ');
    throw new RefusedError(`These pipelines need ${list}, which cluster ${cluster.name} does not have`, {
      hint:
        cluster.name === 'embedded'
          ? `\`pipeline up --with ${missingServices.join(',')}\` starts it.`
          : `Give its address in config/clusters/${cluster.name}.yaml.`,
    });
  }
  if (refusals.length > 0) throw new CannotApplyError(refusals);
}
