import type { Command } from 'commander';
import type { Verb } from './verb.ts';

/** What runs in a cluster and is not a connector. */
export function jobVerbs(program: Command, verb: Verb): void {
  verb(program, 'supervise', 'host the jobs of the cluster (started by `up`)', 'pipeline supervise', () =>
    import('../commands/supervise.ts').then(({ supervise }) => supervise),
  );
}
