import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Home, homeOf } from '../cluster/home.ts';
import { identityOf } from '../cluster/identity.ts';
import type { Context } from '../context.ts';
import { validator } from '../language/validator.ts';
import type { JobResult } from './runner.ts';

/** The last run by hand of a job, kept on the machine where it was started. */
export interface RunRecord {
  readonly version: 1;
  readonly name: string;
  readonly engine: string;
  readonly digest: string;
  readonly cluster: string;
  readonly state: 'RUNNING' | 'FINISHED' | 'FAILED';
  /** Of the process that runs it, and what tells it from a later one of that number. */
  readonly pid: number;
  readonly identity: string;
  /** ISO instants. */
  readonly began: string;
  readonly ended?: string;
  /** What it said last while it runs. */
  readonly said?: string;
  /** Why it failed. */
  readonly error?: string;
  readonly result?: JobResult;
}

const check = validator<RunRecord>({
  type: 'object',
  required: ['version', 'name', 'engine', 'digest', 'cluster', 'state', 'pid', 'identity', 'began'],
  properties: { version: { const: 1 }, state: { enum: ['RUNNING', 'FINISHED', 'FAILED'] }, pid: { type: 'integer' } },
});

const fileOf = (home: Home, cluster: string, name: string) => join(home.folder, 'jobs', cluster, `${name}.json`);

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
  return { ...parsed, state: 'FAILED', error: 'its process ended without a word' };
}

export function writeRun(context: Context, record: RunRecord): void {
  const file = fileOf(homeOf(context), record.cluster, record.name);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(draft, file);
}
