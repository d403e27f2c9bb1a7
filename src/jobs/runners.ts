import { RefusedError } from '../base/errors.ts';
import type { JobRunner } from './runner.ts';

/** The runner of each engine, loaded when it is used. */
const runners: Readonly<Record<string, () => Promise<JobRunner>>> = {
  mapreduce: async () => (await import('../components/mapreduce/run/mapreduce.ts')).mapreduceRunner,
  spark: async () => (await import('../components/spark/run/spark.ts')).sparkRunner,
};

/** Kinds of jobs that a host can run beside the recommender. */
export const hostedEngines: readonly string[] = ['spark'];

/** How jobs of `engine` are run. Throws RefusedError where this version cannot. */
export async function runnerOf(engine: string): Promise<JobRunner> {
  const load = runners[engine];
  if (load === undefined) throw new RefusedError(`This version runs no jobs of ${engine}`);
  return load();
}
