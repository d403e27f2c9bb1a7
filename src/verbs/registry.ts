import type { Verb } from './verb.ts';

/** Words under which verbs stand, and what they are about. */
export const groups: Readonly<Record<string, string>> = {
  offsets: 'read or reset the position of a connector',
  topics: 'list, describe, create, delete topics',
  hdfs: 'look into the store: paths, sink names, s3: paths',
  secret: 'keep secrets where the workers, and only they, read them',
  recommender: 'run and question the recommender',
  jobs: 'list, run and watch the jobs of Spark and MapReduce',
};

type Load = () => Promise<{ readonly default: Verb }>;

/**
 * Every verb, in the order of the help; its file is loaded when it is called. What the help, the docs and shell completion say of all of them
 * stands in command-line.json, which `npm run generate` writes out of this list.
 */
export const verbs: Readonly<Record<string, Load>> = {
  start: () => import('./start.ts'),
  up: () => import('./up.ts'),
  down: () => import('./down.ts'),
  ps: () => import('./ps.ts'),
  logs: () => import('./logs.ts'),
  validate: () => import('./validate.ts'),
  compile: () => import('./compile.ts'),
  plan: () => import('./plan.ts'),
  apply: () => import('./apply.ts'),
  status: () => import('./status.ts'),
  verify: () => import('./verify.ts'),
  delete: () => import('./delete.ts'),
  pause: () => import('./pause.ts'),
  resume: () => import('./resume.ts'),
  stop: () => import('./stop.ts'),
  restart: () => import('./restart.ts'),
  'offsets get': () => import('./offsets/get.ts'),
  'offsets reset': () => import('./offsets/reset.ts'),
  'topics list': () => import('./topics/list.ts'),
  'topics describe': () => import('./topics/describe.ts'),
  'topics create': () => import('./topics/create.ts'),
  'topics delete': () => import('./topics/delete.ts'),
  produce: () => import('./produce.ts'),
  consume: () => import('./consume.ts'),
  files: () => import('./files.ts'),
  'hdfs ls': () => import('./hdfs/ls.ts'),
  'hdfs cat': () => import('./hdfs/cat.ts'),
  'hdfs du': () => import('./hdfs/du.ts'),
  'hdfs get': () => import('./hdfs/get.ts'),
  'hdfs put': () => import('./hdfs/put.ts'),
  'hdfs text': () => import('./hdfs/text.ts'),
  'hdfs rm': () => import('./hdfs/rm.ts'),
  init: () => import('./init/init.ts'),
  plugins: () => import('./plugins.ts'),
  schema: () => import('./schema.ts'),
  'secret set': () => import('./secret/set.ts'),
  'secret list': () => import('./secret/list.ts'),
  export: () => import('./export.ts'),
  doctor: () => import('./doctor.ts'),
  'recommender run': () => import('./recommender/run.ts'),
  'recommender list': () => import('./recommender/list.ts'),
  'recommender state': () => import('./recommender/state.ts'),
  'recommender verify': () => import('./recommender/verify.ts'),
  'recommender evaluate': () => import('./recommender/evaluate/evaluate.ts'),
  'recommender explain': () => import('./recommender/explain.ts'),
  'recommender forget': () => import('./recommender/forget.ts'),
  'recommender reset': () => import('./recommender/reset.ts'),
  'jobs list': () => import('./jobs/list.ts'),
  'jobs run': () => import('./jobs/run.ts'),
  'jobs stop': () => import('./jobs/stop.ts'),
  'jobs status': () => import('./jobs/status.ts'),
  'jobs logs': () => import('./jobs/logs.ts'),
  'jobs host': () => import('./jobs/host.ts'),
  supervise: () => import('./supervise.ts'),
};
