import type { Context } from '../../../base/context.ts';
import { UsageError } from '../../../base/errors.ts';
import { wholeNumberIn } from '../../../base/numbers.ts';
import type { RawKafka } from '../../../clients/kafka/fetch.ts';
import { readJobs } from '../../../jobs/registry/jobs.ts';
import { compile } from '../../../pipeline/compile/compile.ts';
import { loadPipelines } from '../../../pipeline/compile/load.ts';
import { offlineCluster } from '../../../pipeline/compile/offline-cluster.ts';
import { declaredRecommender } from '../../../recommender/declared.ts';
import { RECOMMENDER } from '../../../recommender/names.ts';
import { DEFAULT_HISTORY, type RecommenderSpec, recommenderSpec } from '../../../recommender/spec.ts';
import { withKafka } from '../../shared/with-kafka.ts';
import type { EvaluateOptions } from './flags.ts';

/** The spec that `--like` names: of a YAML file, or of a recommender that is declared in the cluster. */
export async function specLike(context: Context, options: EvaluateOptions): Promise<RecommenderSpec | undefined> {
  const { like } = options;
  if (like === undefined) return undefined;
  if (!/\.ya?ml$/.test(like)) {
    const job = await withKafka(context, options, (kafka) => declaredRecommender(kafka, like));
    return recommenderSpec(like, job.spec);
  }
  const cluster = await offlineCluster(options.cluster, context);
  const { pipelines } = await loadPipelines([like], cluster, context, { vars: options.var });
  const job = compile(pipelines, cluster).jobs.find(({ kind }) => kind === RECOMMENDER);
  if (job === undefined) throw new UsageError('The file declares no recommender', { where: like });
  return recommenderSpec(job.name, job.spec);
}

/**
 * The spec for the topics that `source` stands for: a declared recommender's own, or one topic, read like `--like`
 * says, like the only recommender that reads it, or by `--user` and `--item`.
 */
export async function specOfTopics(
  source: string,
  kafka: RawKafka,
  context: Context,
  options: EvaluateOptions,
): Promise<RecommenderSpec> {
  const jobs = (await readJobs(kafka)).filter(({ kind }) => kind === RECOMMENDER);
  const named = jobs.find(({ name }) => name === source);
  if (named !== undefined) return recommenderSpec(named.name, named.spec);
  if ((await kafka.partitions(source)) === undefined) {
    throw new UsageError('There is no such file, topic or recommender', { where: source });
  }
  const like = await specLike(context, options);
  const readers = jobs.map(({ name, spec }) => recommenderSpec(name, spec)).filter(({ from }) => from.includes(source));
  const found = like ?? (readers.length === 1 ? readers[0] : undefined);
  if (found !== undefined && options.user === undefined) {
    return { ...found, from: [source], types: { [source]: found.types[source] ?? { type: source } } };
  }
  return specOfOptions(source, options);
}

function specOfOptions(topic: string, options: EvaluateOptions): RecommenderSpec {
  const { user, item, rating, time, type } = options;
  if (user === undefined || item === undefined) {
    throw new UsageError('Which fields are the user and the item?', {
      where: topic,
      hint: 'Say --user FIELD --item FIELD, or --like NAME of a recommender or of a YAML file.',
    });
  }
  return {
    from: [topic],
    to: '',
    user,
    item,
    ...(rating === undefined ? {} : { rating }),
    ...(time === undefined ? {} : { time }),
    weights: type === undefined ? { [topic]: 1 } : (weightsOf(options) ?? {}),
    types: { [topic]: type === undefined ? { type: topic } : { by: type } },
    top: 10,
    history: DEFAULT_HISTORY,
    excludeKnown: true,
  };
}

/** The weights that `--weight` gives; undefined when it gives none. */
export function weightsOf({ weight }: EvaluateOptions): Readonly<Record<string, number>> | undefined {
  const given = Object.entries(weight).map(([type, value]) => {
    const number = wholeNumberIn(value);
    if (number === undefined) throw new UsageError(`--weight ${type}=${value}: a weight is a whole number`);
    return [type, number] as const;
  });
  return given.length === 0 ? undefined : Object.fromEntries(given);
}
