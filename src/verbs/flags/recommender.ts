import { type Command, Option } from 'commander';
import type { GlobalOptions } from '../../base/context.ts';
import { evaluateVerb } from './evaluate.ts';
import { inside } from './inside.ts';
import { duration, group, integer, type Verb, yes } from './verb.ts';

interface VerifyOptions extends GlobalOptions {
  readonly wait: number;
}

interface ResetOptions extends GlobalOptions {
  readonly yes: boolean;
}

/** Verbs of the recommender: to run it, to look into it, to prove it. */
export function recommenderVerbs(program: Command, verb: Verb): void {
  const recommender = group(program, 'recommender', 'run and question the recommender');
  verb(
    recommender,
    'run <name>',
    'run it here, as a sidecar',
    'pipeline recommender run recommendation.recommender',
    () => import('../recommender/run.ts').then(({ run }) => run),
  ).option(
    '--listen <address>',
    'HOST:PORT of its HTTP server; other instances must reach it there (default: a free port of 127.0.0.1)',
  );
  verb(
    recommender,
    'list <name> [users...]',
    'print written recommendations with reasons',
    'pipeline recommender list recommendation.recommender user42',
    () => import('../recommender/list.ts').then(({ list }) => list),
  ).option('--max <count>', 'how many users', integer, 5);
  verb(
    recommender,
    'state <name>',
    'offsets, counts and digest of its state',
    'pipeline recommender state recommendation.recommender',
    () =>
      inside(
        () => ['recommender', 'state'],
        () => import('../recommender/state.ts').then(({ state }) => state),
      ),
  );
  verb(
    recommender,
    'verify <name>',
    'compute everything anew from the log and compare: events, counts, every list',
    'pipeline recommender verify recommendation.recommender --wait 60s',
    () =>
      inside(
        ({ wait }: VerifyOptions) => ['recommender', 'verify', '--wait', `${wait}ms`],
        () => import('../recommender/verify.ts').then(({ verify }) => verify),
      ),
  ).addOption(
    new Option('--wait <duration>', 'how long what is in the sources may take to be learned and served')
      .argParser(duration)
      .default(10_000, '10s'),
  );
  evaluateVerb(recommender, verb);
  verb(
    recommender,
    'explain <name> <user>',
    "which of a user's items, and which counts, the list comes from",
    'pipeline recommender explain recommendation.recommender u0042',
    () =>
      inside(
        () => ['recommender', 'explain'],
        () => import('../recommender/explain.ts').then(({ explain }) => explain),
      ),
  );
  verb(
    recommender,
    'forget <name> <user>',
    "let a user's events count no more, and take the list away",
    'pipeline recommender forget recommendation.recommender u0042',
    () => import('../recommender/forget.ts').then(({ forget }) => forget),
  ).option(...yes);
  verb(
    recommender,
    'reset <name>',
    'start over: an empty log and no state, then the sources from what they hold now',
    'pipeline recommender reset recommendation.recommender',
    () =>
      inside(
        ({ yes }: ResetOptions) => ['recommender', 'reset', ...(yes ? ['--yes'] : [])],
        () => import('../recommender/reset.ts').then(({ reset }) => reset),
      ),
  ).option(...yes);
}
