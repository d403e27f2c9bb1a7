import { checkpointsOf } from '../compile/job-spec.ts';
import type { JobRecord } from '../kafka/jobs.ts';
import { isRecord, member, text } from '../language/values.ts';

/** Topics and directories that a job of `jobs:` reads or writes, as far as this version understands its specification. */
export function jobUses({ name, spec }: Pick<JobRecord, 'name' | 'spec'>): {
  readonly topics: readonly string[];
  readonly directories: readonly string[];
} {
  const inputs: readonly unknown[] = Array.isArray(spec.from) ? spec.from : [];
  const read = inputs.flatMap((input) => text(member(input, 'topic')) ?? []);
  const written = text(member(spec.to, 'topic'));
  const topics = written === undefined ? read : [...read, written];
  if (!isRecord(spec.work)) return { topics, directories: [] };
  const path = text(member(spec.files, 'path'));
  const scheme = text(member(spec.files, 'store')) ?? 'hdfs';
  // Topics that are stored as they are have a directory each, beside which others may lie.
  const parts = spec.work.sql === undefined ? read.map((topic) => `/${topic}`) : [''];
  const files = path === undefined ? [] : parts.map((part) => `${scheme}:${path}${part}`);
  return { topics, directories: [...files, `hdfs:${checkpointsOf(name)}`] };
}
