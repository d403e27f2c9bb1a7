import type { JobRecord } from '../../../jobs/registry/jobs.ts';
import { jobSpec } from '../../../jobs/spec.ts';
import type { Stores } from '../../../store/location.ts';
import type { ProvableSink } from '../../../verify/provable.ts';
import { checkpointsOf } from '../checkpoints.ts';
import type { SparkOutput } from './output.ts';
import { outputPosition, proveOutput } from './prove-output.ts';

/**
 * The output of a job that stores topics as they are, and has begun to. What SQL made of records is no copy of a topic,
 * so there is nothing to hold it against.
 */
export async function proof({ name, spec, state }: JobRecord, stores: Stores): Promise<ProvableSink | undefined> {
  const { from, files, work } = jobSpec(name, spec);
  if (files === undefined || work.sql !== undefined) return undefined;
  const { store, path } = await stores.locate(`${files.store}:${files.path}`);
  const checkpoint = await stores.locate(`hdfs:${checkpointsOf(name)}`);
  const began = (await checkpoint.store.stat(checkpoint.path)) !== undefined;
  if (!began && state === 'stopped') return undefined;
  const output: SparkOutput = {
    name,
    store,
    root: path,
    checkpoints: { store: checkpoint.store, root: checkpoint.path },
    topics: from.flatMap((input) => ('topic' in input ? [input.topic] : [])),
    format: files.format,
  };
  return {
    name,
    topics: output.topics,
    catchesUp: state === 'running',
    position: (topic, partition) => outputPosition(output, topic, partition),
    prove: (settings) => proveOutput(output, settings),
  };
}
