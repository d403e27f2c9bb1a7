import type { Command } from 'commander';
import type { GlobalOptions } from '../../base/context.ts';
import { inside } from './inside.ts';
import { files, group, integer, type Verb } from './verb.ts';

interface LogsOptions extends GlobalOptions {
  readonly follow: boolean;
  readonly lines: number;
}

/** What runs in a cluster and is not a connector. */
export function jobVerbs(program: Command, verb: Verb): void {
  const jobs = group(program, 'jobs', 'list, run and watch the jobs of Spark and MapReduce');
  verb(jobs, `list ${files}`, 'list declared and deployed jobs', 'pipeline jobs list', () =>
    import('../jobs/list.ts').then(({ list }) => list),
  );
  verb(
    jobs,
    `run <name> ${files}`,
    'run a manual job here to its end, or start a deployed one again',
    'pipeline jobs run recommendation.als',
    () =>
      inside(
        () => ['jobs', 'run'],
        () => import('../jobs/run.ts').then(({ run }) => run),
      ),
  );
  verb(
    jobs,
    'stop <name>',
    'stop a deployed job, or a run that was started here',
    'pipeline jobs stop weather.enrich',
    () =>
      inside(
        () => ['jobs', 'stop'],
        () => import('../jobs/stop.ts').then(({ stop }) => stop),
      ),
  );
  verb(
    jobs,
    `status <name> ${files}`,
    'how a job is: state, rate and restarts, or the last run with its result',
    'pipeline jobs status recommendation.als',
    () =>
      inside(
        () => ['jobs', 'status'],
        () => import('../jobs/status.ts').then(({ status }) => status),
      ),
  );
  verb(jobs, 'logs <name>', "print what a job's engine says", 'pipeline jobs logs weather.enrich -f', () =>
    inside(
      ({ follow, lines }: LogsOptions) => ['jobs', 'logs', '-n', String(lines), ...(follow ? ['-f'] : [])],
      () => import('../jobs/logs.ts').then(({ logs }) => logs),
    ),
  )
    .option('-f, --follow', 'keep printing', false)
    .option('-n, --lines <count>', 'how many lines from the end', integer, 100);
  verb(
    jobs,
    'host <name>',
    'run a deployed job here (started by `supervise`)',
    'pipeline jobs host weather.enrich',
    () => import('../jobs/host.ts').then(({ host }) => host),
  );
  verb(program, 'supervise', 'host the jobs of the cluster (started by `up`)', 'pipeline supervise', () =>
    import('../supervise.ts').then(({ supervise }) => supervise),
  )
    .option('--check', 'only tell whether somebody hosts them: exit code 3 when not', false)
    .option('--listen <host>', 'where the recommenders of other machines reach those hosted here (default: nowhere)');
}
