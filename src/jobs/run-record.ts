import { globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from '../base/context.ts';
import { makePrivateFolder } from '../base/private-folder.ts';
import { identityOf } from '../base/process-identity.ts';
import { validator } from '../language/validator.ts';
import { type Home, homeOf } from '../target/home.ts';
import type { JobResult } from './runner.ts';
import type { Written } from './written.ts';

/** The last run by hand of a job, kept on the machine where it was started. */
export interface RunRecord {
  readonly version: 1;
  readonly name: string;
  /** Absent in records of earlier versions. */
  readonly pipeline?: string;
  readonly engine: string;
  /** What it writes, and `delete --purge` of its pipeline takes. */
  readonly written?: Written;
  readonly digest: string;
  readonly cluster: string;
  /** `STOPPED`: somebody ended it. */
  readonly state: 'RUNNING' | 'FINISHED' | 'STOPPED' | 'FAILED';
  /** Of the process that runs it, and what tells it from a later one of that number. */
  readonly pid: number;
  readonly identity: string;
  /** ISO instants. */
  readonly began: string;
  readonly ended?: string;
  /** What it said last while it runs. */
  readonly said?: string;
  /** Why it failed, or that it was stopped. */
  readonly error?: string;
  /** How to mend that, where it is known. */
  readonly hint?: string;
  readonly result?: JobResult;
}

const names = { type: 'array', items: { type: 'string' } };
const check = validator<RunRecord>({
  type: 'object',
  required: ['version', 'name', 'engine', 'digest', 'cluster', 'state', 'pid', 'identity', 'began'],
  properties: {
    version: { const: 1 },
    state: { enum: ['RUNNING', 'FINISHED', 'STOPPED', 'FAILED'] },
    pid: { type: 'integer' },
    written: {
      type: 'object',
      required: ['topics', 'directories', 'roots'],
      properties: { topics: names, directories: names, roots: names },
    },
  },
});

const folderOf = (home: Home, cluster: string) => join(home.folder, 'jobs', cluster);
const fileOf = (home: Home, cluster: string, name: string) => join(folderOf(home, cluster), `${name}.json`);

/** The record of the last run of `name` on `cluster`; a run whose process is gone has failed. */
export function readRun(context: Context, cluster: string, name: string): RunRecord | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(fileOf(homeOf(context), cluster, name), 'utf8'));
  } catch {
    return undefined;
  }
  if (!check()(parsed)) return undefined;
  if (parsed.state !== 'RUNNING' || identityOf(parsed.pid) === parsed.identity) return parsed;
  return { ...parsed, state: 'FAILED', error: 'its process ended without a word', hint: 'Run it again.' };
}

/** The last runs of all jobs on `cluster`, by name. */
export function lastRuns(context: Context, cluster: string): readonly RunRecord[] {
  const files = globSync('*.json', { cwd: folderOf(homeOf(context), cluster) }).sort();
  return files.flatMap((file) => readRun(context, cluster, file.slice(0, -'.json'.length)) ?? []);
}

/** The last runs on `cluster` of the jobs that `words` name, by themselves or by their pipeline. */
export function readRuns(context: Context, cluster: string, words: readonly string[]): readonly RunRecord[] {
  return lastRuns(context, cluster).filter(({ name, pipeline }) =>
    words.some((word) => word === name || word === pipeline),
  );
}

/** Forgets the last run of a job. */
export function forgetRun(context: Context, { cluster, name }: RunRecord): void {
  rmSync(fileOf(homeOf(context), cluster, name), { force: true });
}

export function writeRun(context: Context, record: RunRecord): void {
  const file = fileOf(homeOf(context), record.cluster, record.name);
  makePrivateFolder(dirname(file));
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(draft, file);
}
