import { RefusedError } from '../base/errors.ts';
import type { JobSite, ManifestFile } from './runner.ts';
import type { RunnableJob } from './spec.ts';

/**
 * What the sinks that a job reads have committed, by sink, at one moment. RefusedError where that is nothing at all.
 */
export async function committedBySink(
  { name, spec }: Pick<RunnableJob, 'name' | 'spec'>,
  site: Pick<JobSite, 'manifest'>,
): Promise<ReadonlyMap<string, readonly ManifestFile[]>> {
  const found = new Map<string, readonly ManifestFile[]>();
  for (const input of spec.from) if ('sink' in input) found.set(input.sink, await site.manifest(input));
  if (found.size === 0 || [...found.values()].some((files) => files.length > 0)) return found;
  throw new RefusedError(`Nothing is committed yet by ${[...found.keys()].join(', ')}`, {
    where: `job ${name}`,
    hint: '`pipeline apply` brings the sinks that are missing, `pipeline status` shows whether they run.',
  });
}
