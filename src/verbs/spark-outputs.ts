import type { SparkOutput } from '../components/spark/proof/output.ts';
import { type JobRecord, readJobs } from '../jobs/registry/jobs.ts';
import { jobSpec } from '../jobs/spec.ts';
import { checkpointsOf } from '../pipeline/compile/job-spec.ts';
import { Stores } from '../store/location.ts';
import { loadDesired } from './desired.ts';
import type { SinkSource } from './sinks.ts';

/**
 * The deployed jobs of Spark that store topics as they are, and have begun to: those called `names`, else those that `files`
 * declare, all without files. What SQL made of records is no copy of a topic, so there is nothing to hold it against.
 */
export async function chooseOutputs(
  source: SinkSource,
  files: readonly string[],
  names: readonly string[],
): Promise<readonly SparkOutput[]> {
  const { context, options, clients, cluster } = source;
  const deployed = (await readJobs(await clients.records())).filter(({ kind }) => kind === 'spark');
  if (deployed.length === 0) return [];
  const declared =
    names.length > 0 || files.length === 0
      ? undefined
      : new Set((await loadDesired(context, files, options, cluster)).jobs.map(({ name }) => name));
  const chosen = deployed.filter(({ name }) =>
    names.length > 0 ? names.includes(name) : (declared?.has(name) ?? true),
  );
  const described = await Promise.all(chosen.map((job) => describe(job, new Stores(cluster, context.environment))));
  return described.flatMap((output) => output ?? []);
}

async function describe({ name, spec, state }: JobRecord, stores: Stores): Promise<SparkOutput | undefined> {
  const { from, files, work } = jobSpec(name, spec);
  if (files === undefined || work.sql !== undefined) return undefined;
  const { store, path } = await stores.locate(`${files.store}:${files.path}`);
  const checkpoint = await stores.locate(`hdfs:${checkpointsOf(name)}`);
  const began = (await checkpoint.store.stat(checkpoint.path)) !== undefined;
  if (!began && state === 'stopped') return undefined;
  return {
    name,
    store,
    root: path,
    checkpoints: { store: checkpoint.store, root: checkpoint.path },
    topics: from.flatMap((input) => ('topic' in input ? [input.topic] : [])),
    format: files.format,
    running: state === 'running',
  };
}
