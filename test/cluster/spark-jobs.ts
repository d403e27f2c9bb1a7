import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { eventually, newDirectory, type Ran, run, testCluster } from './harness.ts';

/** A directory with these files. */
export function filesIn(files: Readonly<Record<string, string>>): string {
  const directory = newDirectory();
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return directory;
}

/** Runs a verb that must go well. */
export async function done(args: readonly string[], options: Parameters<typeof run>[1] = {}): Promise<Ran> {
  const ran = await run(args, options);
  if (ran.exitCode !== 0)
    throw new Error(`pipeline ${args.join(' ')} ended with ${ran.exitCode}:\n${ran.stderr}${ran.stdout}`);
  return ran;
}

export async function json<T>(args: readonly string[], options: Parameters<typeof run>[1] = {}): Promise<T> {
  return JSON.parse((await run([...args, '-o', 'json'], options)).stdout);
}

interface JobState {
  readonly condition: string;
  readonly restarts: number;
  readonly waits?: string;
  readonly error?: string;
  readonly metrics: Readonly<Record<string, number>>;
}

/** Waits until the job's state is as `wanted` says. */
export const jobBecomes = (job: string, wanted: (state: JobState) => boolean, seconds = 90): Promise<JobState> =>
  eventually(
    `${job} to be as wanted`,
    async () => {
      const state = await json<JobState>(['jobs', 'status', job]);
      return wanted(state) ? state : undefined;
    },
    seconds,
  );

/** The process of a job's driver, by the request it was given. */
export function driverOf(job: string): number {
  const request = join(testCluster().home, 'jobs', 'requests', `${job}.json`);
  const found = globSync('/proc/[0-9]*/cmdline').find((file) => {
    try {
      return readFileSync(file, 'utf8').split('\0').includes(request);
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error(`${job} has no driver`);
  return Number(found.split('/')[2]);
}

/** Builds Spark's jars the first time. */
export const upWithSpark = () => done(['up', '--with', 'spark']);

/** The values of all records of a topic. */
export async function records<T>(topic: string): Promise<T[]> {
  const { stdout } = await done(['consume', topic, '--from-beginning', '--exit', '-o', 'json']);
  const lines = stdout.trim().split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(JSON.parse(line).value));
}
