import type { Command } from 'commander';
import { files, integer, type Verb, yes } from './verb.ts';

/** The main job and the embedded cluster. */
export function clusterVerbs(program: Command, verb: Verb): void {
  verb(program, 'start', 'run the main job: set up, start, apply, prove, recommend', 'pipeline start --exit', () =>
    import('../start.ts').then(({ start }) => start),
  ).option('--exit', 'take everything down at the end', false);
  verb(program, `up ${files}`, 'start the cluster (embedded, or --cluster compose)', 'pipeline up --with s3', () =>
    import('../up.ts').then(({ up }) => up),
  ).option('--with <services>', 'also start these, separated by commas: s3, weather-api, yarn, spark');
  verb(program, 'down', 'stop the cluster (embedded, or --cluster compose)', 'pipeline down --data', () =>
    import('../down.ts').then(({ down }) => down),
  )
    .option('--data', 'also remove its data', false)
    .option(...yes);
  verb(program, 'ps', 'list the processes or containers of the cluster', 'pipeline ps', () =>
    import('../ps.ts').then(({ ps }) => ps),
  );
  verb(
    program,
    'logs <name>',
    'print the log of a process, a connector or a hosted job',
    'pipeline logs evenements.lac -f',
    () => import('../logs.ts').then(({ logs }) => logs),
  )
    .option('-f, --follow', 'keep printing', false)
    .option('-n, --lines <count>', 'how many lines from the end', integer, 100);
}
