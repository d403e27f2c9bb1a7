import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../../base/context.ts';
import { UsageError } from '../../../base/errors.ts';
import type { TimeFormat } from '../../../base/event-time.ts';
import { progressLine } from '../../../base/text/progress.ts';
import { decoding } from '../../../clients/kafka/reader.ts';
import { decodersOf } from '../../../encodings/record-decoder.ts';
import { evaluate as evaluateEvents, MODEL_NAMES } from '../../../recommender/evaluate/evaluate.ts';
import { PROTOCOLS } from '../../../recommender/evaluate/protocols.ts';
import { readEventFile } from '../../../recommender/evaluate/read-file.ts';
import { readEventTopics, type TopicEvents } from '../../../recommender/evaluate/read-topic.ts';
import { modelOptions, type RecommenderSpec } from '../../../recommender/spec.ts';
import { evaluationJson, renderEvaluation } from '../../../ui/evaluation.ts';
import { show } from '../../../ui/show.ts';
import { withKafka } from '../../shared/with-kafka.ts';
import { defineVerb } from '../../verb.ts';
import { type EvaluateOptions, flags } from './flags.ts';
import { specLike, specOfTopics, weightsOf } from './spec.ts';

/** What is surely meant to be a file, and not a topic. */
const PATH = /[/\\]|\.(csv|tsv|txt|data|dat|json|jsonl|ndjson)$/i;

/**
 * `recommender evaluate FILE|TOPIC|NAME`: how well the models rank what came next, in a file of events (JSON lines or a
 * table), in a topic, or in the topics of a declared recommender.
 */
export default defineVerb({
  usage: 'recommender evaluate <source>',
  summary: 'measure how well it ranks what came next, in a file, a topic or the topics of a recommender',
  example: 'pipeline recommender evaluate ratings.csv --user userId --item movieId -k 10,20',
  flags,
  completes: { source: { from: ['recommenders', 'topics', 'files'] } },
  async run(context, args, options) {
    const source = args[0] ?? '';
    const protocols = chosen('--protocol', PROTOCOLS, options.protocol);
    const models = chosen('--model', MODEL_NAMES, options.model);
    const line = progressLine(context);
    const { spec, events, skipped } = await read(source, context, options, (records) =>
      line.show(() => `${source}: ${records} records read …`),
    );
    const kept = modelOptions({
      ...spec,
      ...(options.history !== undefined && { history: options.history }),
    });
    if (options.test !== undefined && !isFile(options.test, context)) {
      throw new UsageError('There is no such file', { where: options.test });
    }
    const tested = options.test === undefined ? undefined : await readFile(options.test, spec, context, options);
    const evaluation = await evaluateEvents(events, {
      ...kept,
      source,
      skipped,
      protocols: tested === undefined ? protocols : ['test-file'],
      ...(tested === undefined ? {} : { tested: tested.events }),
      models,
      lengths: options.k,
      every: options.every,
      excludeKnown: !options.keepKnown && spec?.excludeKnown !== false,
      signal: context.signal,
      progress: (done, total, protocol) => line.show(() => `${protocol}: ${done} of ${total} events …`),
    }).finally(line.end);
    return show(context, options, { json: evaluationJson(evaluation), text: () => renderEvaluation(evaluation) });
  },
});

function chosen<T extends string>(option: string, known: readonly T[], wanted: readonly string[]): readonly T[] {
  const unknown = wanted.find((one) => !known.some((name) => name === one));
  if (unknown !== undefined) {
    throw new UsageError(`${option} ${unknown}: there is no such thing`, { hint: `There are: ${known.join(', ')}.` });
  }
  return wanted.length === 0 ? known : known.filter((name) => wanted.includes(name));
}

interface Read extends TopicEvents {
  readonly spec: RecommenderSpec | undefined;
}

async function read(
  source: string,
  context: Context,
  options: EvaluateOptions,
  progress: (records: number) => void,
): Promise<Read> {
  if (!isFile(source, context)) {
    return withKafka(context, options, async (kafka, { registry }) => {
      const spec = await specOfTopics(source, kafka, context, options);
      return { spec, ...(await readEventTopics(decoding(kafka, decodersOf(spec.types, registry)), spec, progress)) };
    });
  }
  const spec = await specLike(context, options);
  return { spec, ...(await readFile(source, spec, context, options)) };
}

/**
 * Whether there is a file of this name. @throws UsageError for a folder, and for what can only be meant to be a file
 */
function isFile(source: string, context: Context): boolean {
  const file = statSync(resolve(context.directory, source), { throwIfNoEntry: false });
  if (file?.isDirectory() === true) throw new UsageError('It is a folder; name a file', { where: source });
  if (file === undefined && PATH.test(source)) throw new UsageError('There is no such file', { where: source });
  return file !== undefined;
}

async function readFile(
  source: string,
  spec: RecommenderSpec | undefined,
  context: Context,
  options: EvaluateOptions,
): Promise<TopicEvents> {
  const { weights, types } = spec ?? {};
  const by = types === undefined ? undefined : Object.values(types).find((one) => one.by !== undefined);
  const { events, skipped, fields, header, times } = await readEventFile(resolve(context.directory, source), source, {
    columns: options.columns?.split(','),
    separator: options.separator?.replaceAll('\\t', '\t'),
    chosen: {
      user: options.user ?? spec?.user,
      item: options.item ?? spec?.item,
      rating: options.rating ?? spec?.rating,
      time: options.time ?? spec?.time,
    },
    types: { type: options.type ?? by?.by, aliases: by?.aliases, weights: weightsOf(options) ?? weights },
    times: options.timeFormat === 'first' ? timeLike(spec) : { format: options.timeFormat },
  });
  const told = Object.entries({ user: fields.user, item: fields.item, rating: fields.rating, time: fields.time });
  const columns = told.flatMap(([role, name]) => {
    const format = role === 'time' && times !== undefined ? ` (${times})` : '';
    return name === undefined ? [] : [`${role}: ${name}${format}`];
  });
  context.messages.write(`${source}: ${header ? '' : 'no header; '}${columns.join(', ')}\n`);
  return { events, skipped };
}

/** How the topics of a recommender count time, where all of them do it alike. */
function timeLike(spec: RecommenderSpec | undefined): TimeFormat | undefined {
  const [first, ...others] = Object.values(spec?.types ?? {}).map(({ time }) => time);
  return others.every((one) => isDeepStrictEqual(one, first)) ? first : undefined;
}
