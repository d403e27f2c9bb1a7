import type { Command } from 'commander';
import { files, group, type Verb } from './verb.ts';

/** What runs in a cluster and is not a connector. */
export function jobVerbs(program: Command, verb: Verb): void {
  const jobs = group(program, 'jobs', 'list, run and watch the jobs of Spark and MapReduce');
  verb(jobs, `list ${files}`, 'list declared and deployed jobs', 'pipeline jobs list', () =>
    import('../commands/jobs.ts').then(({ list }) => list),
  );
  verb(program, 'supervise', 'host the jobs of the cluster (started by `up`)', 'pipeline supervise', () =>
    import('../commands/supervise.ts').then(({ supervise }) => supervise),
  ).option('--check', 'only tell whether somebody hosts them: exit code 3 when not', false);
}
