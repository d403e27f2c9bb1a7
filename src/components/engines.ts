import { UsageError } from '../base/errors.ts';
import type { Engine } from './engine.ts';
import { mapreduce } from './mapreduce/mapreduce.ts';
import { spark } from './spark/spark.ts';

/** Every engine that jobs can run on, in the order in which messages and docs name them. */
export const engines: readonly Engine[] = [spark, mapreduce];

/** The engine called `name`. */
export function engineNamed(name: string): Engine {
  const found = engines.find((engine) => engine.name === name);
  if (found === undefined) throw new UsageError(`There is no engine \`${name}\``);
  return found;
}
