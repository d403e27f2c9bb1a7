import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { homeOf } from '../../target/home.ts';
import { readCommandLine } from '../command-line.ts';
import type { Completion, NameSource } from '../completes.ts';
import { canBeAsked, lockCache, readHeard, type Surroundings } from './cache.ts';
import { declaredNames } from './declared.ts';
import { pathsLike } from './files.ts';
import { clusterNames, type Names, noNames, together } from './names.ts';
import { type Candidate, placeOf } from './place.ts';

/** How old names may be before a cluster is asked again. Milliseconds. */
const FRESH = 15_000;

/** Starts a process that asks the cluster for its names, and does not wait for it. */
export type StartRefresh = (cluster: string) => void;

/**
 * What the shell may propose in place of the last of `words`, one candidate a line, with a tab and its summary where it
 * has one. Answers out of what is known; where that is old, a refresh is started for the next time.
 */
export async function complete(
  words: readonly string[],
  where: Surroundings,
  now: number,
  refresh: StartRefresh,
): Promise<string> {
  const { candidates, completion = {}, before, cluster } = placeOf(words, readCommandLine());
  const current = (words.at(-1) ?? '').slice(before.length);
  const looked = await look(completion, current, cluster ?? where.environment.PIPELINE_CLUSTER ?? 'embedded', {
    where,
    now,
    refresh,
  });
  const all: readonly Candidate[] = [...candidates, ...looked.map((word) => ({ word }))];
  const lines = all
    .filter(({ word }) => word.startsWith(current))
    .map(({ word, summary }) => `${before}${word}${summary === undefined ? '' : `\t${summary}`}\n`);
  return [...new Set(lines)].join('');
}

interface Looking {
  readonly where: Surroundings;
  readonly now: number;
  readonly refresh: StartRefresh;
}

async function look(
  { words = [], from = [] }: Completion,
  current: string,
  cluster: string,
  looking: Looking,
): Promise<readonly string[]> {
  const { where } = looking;
  const asked = from.filter((source) => isOfCluster(source));
  const names = asked.length === 0 ? noNames : namesOf(cluster, looking, asked.includes('jobs'));
  const found = from.flatMap((source): readonly string[] => {
    if (isOfCluster(source)) return names[source];
    if (source === 'yaml') return pathsLike(current, /\.ya?ml$/, where.directory);
    if (source === 'files') return pathsLike(current, /./, where.directory);
    if (source === 'clusters') return clusterFiles(where);
    return globSync('*.log', { cwd: homeOf(where).logs }).map((file) => basename(file, '.log'));
  });
  return [...words, ...found];
}

const isOfCluster = (source: NameSource): source is keyof Names => clusterNames.some((name) => name === source);

const clusterFiles = ({ directory }: Surroundings): readonly string[] => [
  'embedded',
  ...globSync('*.yaml', { cwd: join(directory, 'config', 'clusters') })
    .map((file) => basename(file, '.yaml'))
    .filter((name) => name !== 'embedded'),
];

/**
 * What the cluster has. What config/ declares takes its place where the cluster does not answer, and comes beside it
 * where that is long ago, and for `jobs`, which may be run by hand alone.
 */
function namesOf(cluster: string, { where, now, refresh }: Looking, jobs: boolean): Names {
  const asks = canBeAsked(cluster, where);
  const heard = asks ? readHeard(cluster, where) : undefined;
  const fresh = heard !== undefined && Math.abs(now - heard.at) <= FRESH;
  if (asks && !fresh) refresh(cluster);
  if (!fresh || heard.names === undefined) return together(heard?.names ?? noNames, declaredNames(where.directory));
  if (!jobs) return heard.names;
  return { ...heard.names, jobs: [...heard.names.jobs, ...declaredNames(where.directory).jobs] };
}

/**
 * The refresh as a process of its own, started with `script`, that outlives this one; none while another is at work.
 */
export const detachedRefresh =
  (script: string, where: Surroundings): StartRefresh =>
  (cluster) => {
    if (!lockCache(cluster, where, Date.now())) return;
    const child = spawn(process.execPath, [...process.execArgv, script, '--refresh', cluster], {
      cwd: where.directory,
      detached: true,
      stdio: 'ignore',
    });
    // Without it the names of before have to do.
    child.on('error', () => undefined);
    child.unref();
  };
