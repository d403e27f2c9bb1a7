import { hosted } from '../../components/hosted.ts';
import { readJobs } from '../../jobs/registry/jobs.ts';
import { Stores } from '../../store/location.ts';
import type { ProvableSink } from '../../verify/provable.ts';
import { unreadableSink } from '../../verify/unreadable.ts';
import { loadDesired } from './desired.ts';
import type { SinkSource } from './sinks.ts';

/**
 * What deployed jobs store and can be proven: of those called `names`, else of those that `files` declare, of all
 * without files.
 */
export async function chooseOutputs(
  source: SinkSource,
  files: readonly string[],
  names: readonly string[],
): Promise<readonly ProvableSink[]> {
  const { context, options, clients, cluster } = source;
  const provable = (await readJobs(await clients.records())).flatMap((job) => {
    const proof = hosted.find(job.kind)?.proof;
    return proof === undefined ? [] : [{ job, proof }];
  });
  if (provable.length === 0) return [];
  const declared =
    names.length > 0 || files.length === 0
      ? undefined
      : new Set((await loadDesired(context, files, options, cluster)).jobs.map(({ name }) => name));
  const chosen = provable.filter(({ job: { name } }) =>
    names.length > 0 ? names.includes(name) : (declared?.has(name) ?? true),
  );
  const stores = new Stores(cluster, context);
  const outputs = await Promise.all(
    chosen.map(({ job, proof }) => proof(job, stores).catch((error: unknown) => unreadableSink(job.name, error))),
  );
  return outputs.flatMap((output) => output ?? []);
}
