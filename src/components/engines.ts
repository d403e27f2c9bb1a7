import { RefusedError } from '../base/errors.ts';
import { Registry } from '../base/registry.ts';
import type { JobRunner } from '../jobs/runner.ts';
import type { Engine } from './engine.ts';
import { mapreduce } from './mapreduce/mapreduce.ts';
import { spark } from './spark/spark.ts';

/** Every engine that jobs can run on, in the order in which messages and docs name them. */
export const engines = new Registry<Engine>('engine', [spark, mapreduce]);

/** How jobs of `engine` are run. Throws RefusedError where this version cannot. */
export async function runnerOf(engine: string): Promise<JobRunner> {
  const found = engines.find(engine);
  if (found === undefined) throw new RefusedError(`This version runs no jobs of ${engine}`);
  return found.runner();
}
