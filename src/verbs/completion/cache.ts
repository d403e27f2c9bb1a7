import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePrivateFolder } from '../../base/private-folder.ts';
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

/** How long a refresh may take. Milliseconds. */
export const PATIENCE = 3_000;

const lockFile = (cluster: string, where: Surroundings): string => `${cacheFile(cluster, where)}.lock`;

/**
 * Makes this process the only one that refreshes the cache; false while another does, which counts for as long as it
 * may be at work.
 */
export function lockCache(cluster: string, where: Surroundings, now: number): boolean {
  const lock = lockFile(cluster, where);
  try {
    makePrivateFolder(dirname(lock));
    const held = statSync(lock, { throwIfNoEntry: false });
    if (held !== undefined && now - held.mtimeMs > 3 * PATIENCE) rmSync(lock, { force: true });
    writeFileSync(lock, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch {
    return false;
  }
}

/** Keeps what was heard, and lets others refresh again. */
export function keepHeard(cluster: string, where: Surroundings, heard: Heard): void {
  const file = cacheFile(cluster, where);
  const fresh = `${file}.${process.pid}`;
  makePrivateFolder(dirname(file));
  writeFileSync(fresh, JSON.stringify(heard), { mode: 0o600 });
  renameSync(fresh, file);
  rmSync(lockFile(cluster, where), { force: true });
}
