import { join, resolve } from 'node:path';
import type { Context } from '../base/context.ts';

/** The folder of one embedded cluster and the places in it. */
export interface Home {
  readonly folder: string;
  /** What runs and where: see ClusterRecord. */
  readonly record: string;
  readonly lock: string;
  readonly data: string;
  readonly logs: string;
  /** Configuration files written for the processes at each start. */
  readonly configuration: string;
  /** Where the processes put temporary files. */
  readonly tmp: string;
  /** Java properties that the workers' file provider may read; mode 0600. */
  readonly secrets: string;
}

/** `.pipeline/` of the working directory, or the folder that PIPELINE_HOME names. */
export function homeOf(context: Pick<Context, 'directory' | 'environment'>): Home {
  const folder = resolve(context.directory, context.environment.PIPELINE_HOME || '.pipeline');
  return {
    folder,
    record: join(folder, 'cluster.json'),
    lock: join(folder, 'lock'),
    data: join(folder, 'data'),
    logs: join(folder, 'logs'),
    configuration: join(folder, 'configuration'),
    tmp: join(folder, 'tmp'),
    secrets: join(folder, 'secrets.properties'),
  };
}

export const logFile = (home: Home, name: string): string => join(home.logs, `${name}.log`);
