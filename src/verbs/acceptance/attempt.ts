import type { Check } from '../../acceptance/report.ts';
import { InterruptedError, PipelineError } from '../../base/errors.ts';

/** The checks of a stage; when it breaks off with an error of ours, one failed check that says why. */
export async function attempt(
  about: Pick<Check, 'group' | 'name' | 'how'>,
  stage: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await stage();
  } catch (error) {
    if (!(error instanceof PipelineError) || error instanceof InterruptedError) throw error;
    const { message, where, hint } = error;
    const problem = where === undefined ? message : `${where}: ${message}`;
    return [{ ...about, outcome: 'failed', found: 'an error', problem, ...(hint === undefined ? {} : { hint }) }];
  }
}
