import type { DesiredJob } from '../../compile/desired.ts';
import { UsageError } from '../../errors.ts';
import type { JobRecord } from '../../kafka/jobs.ts';
import { meant } from '../../language/diagnostic.ts';

/**
 * The one of `names` that `given` means: by its whole name, or by its own part where only one has it; undefined when there is
 * none. UsageError when several are meant.
 */
export function wholeName(given: string, names: readonly string[]): string | undefined {
  if (names.includes(given)) return given;
  const found = [...new Set(names)].filter((name) => name.slice(name.indexOf('.') + 1) === given);
  if (found.length < 2) return found[0];
  throw new UsageError(`Several jobs are called ${given}`, { hint: `Say which: ${found.join(', ')}.` });
}

/** The one of `jobs` that `given` means. UsageError when there is none, or several. */
export function findJob<J extends Pick<DesiredJob | JobRecord, 'name'>>(given: string, jobs: readonly J[]): J {
  const names = jobs.map(({ name }) => name);
  const whole = wholeName(given, names);
  const found = jobs.find(({ name }) => name === whole);
  if (found !== undefined) return found;
  throw new UsageError(`There is no job ${given}`, { hint: meant(given, names, 'job') });
}
