import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeOf } from '../../target/home.ts';
import type { Names } from './names.ts';

/** Where completion works. */
export interface Surroundings {
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What was last heard of a cluster. */
export interface Heard {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Absent: it did not answer. */
  readonly names?: Names;
}

/** The file of a cluster's names. */
export const cacheFile = (cluster: string, where: Surroundings): string =>
  join(homeOf(where).folder, 'completion', `${encodeURIComponent(cluster)}.json`);

/** What was last heard of `cluster`; undefined: nothing, or nothing that can be read. */
export function readHeard(cluster: string, where: Surroundings): Heard | undefined {
  try {
    return JSON.parse(readFileSync(cacheFile(cluster, where), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether there is anything to ask: an embedded cluster that is up, or the file of another. */
export const canBeAsked = (cluster: string, where: Surroundings): boolean =>
  existsSync(
    cluster === 'embedded' ? homeOf(where).record : join(where.directory, 'config', 'clusters', `${cluster}.yaml`),
  );
