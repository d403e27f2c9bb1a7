import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../base/context.ts';
import { ExitCode, LanguageError, ServiceError } from '../base/errors.ts';
import { driftOf } from '../infer/drift.ts';
import { eventWords } from '../infer/event-words.ts';
import { Inference } from '../infer/inference.ts';
import type { EventContract } from '../language/model.ts';
import { loadPipelines } from '../pipeline/compile/load.ts';
import { offlineCluster } from '../pipeline/compile/offline-cluster.ts';
import { inferredYaml, type Looked, lookedLines, renderDrift } from '../ui/inferred.ts';
import { show } from '../ui/show.ts';
import { flag, option, positive, repeated, valued } from './flag.ts';
import { eventNameOf, inferTexts, inferTopic, type Source, sourceOf } from './shared/infer-source.ts';
import { defineVerb, type OptionsOf } from './verb.ts';

const flags = {
  max: valued('<records>', 'look at so many at most: the newest of a topic, the first of a file', positive, {
    default: 100_000,
    shown: '100000',
  }),
  items: option('<pointer>', 'where the list of records is in a JSON document, such as /results'),
  event: option('<name>', "the event's name, and the declared one that it is compared with"),
  file: repeated('<file>', 'where contracts are declared (default: config/); may be repeated', { from: ['yaml'] }),
  new: flag('write the event even where one is declared'),
};

/** The contract that files declare for these records; none where there are no files, or they declare none. */
async function declaredFor(
  { kind, name }: Source,
  context: Context,
  options: OptionsOf<typeof flags>,
): Promise<EventContract | undefined> {
  const { file, event } = options;
  if (options.new || (file.length === 0 && !existsSync(join(context.directory, 'config')))) return undefined;
  try {
    const { pipelines } = await loadPipelines(file, await offlineCluster(options.cluster, context), context, {
      vars: options.var,
    });
    if (event !== undefined) return pipelines.map(({ events }) => events[event]).find((one) => one !== undefined);
    if (kind !== 'topic') return undefined;
    return pipelines.flatMap(({ topics }) => topics).find((topic) => topic.name === name)?.event;
  } catch (error) {
    if (file.length > 0 || !(error instanceof LanguageError)) throw error;
    // The shell makes an empty file of `> config/clicks.yaml` before this runs.
    if (error.diagnostics.every(({ rule }) => rule === 'empty-file')) return undefined;
    context.messages.write('warning: config/ has mistakes (`pipeline validate` tells them): nothing is compared\n');
    return undefined;
  }
}

/**
 * `infer TOPIC | FILE | URL`: writes the contract that all these records follow; where one is declared, how they differ
 * from it, with exit code 2 where they do.
 */
export default defineVerb({
  usage: 'infer <source>',
  summary: 'write the contract of a topic, a file or an API from its records, or how they drift from it',
  example: 'pipeline infer clicks > config/clicks.yaml',
  flags,
  completes: { source: { from: ['topics', 'files'] } },
  async run(context, args, options) {
    const source = sourceOf(args[0] ?? '', context);
    const declared = await declaredFor(source, context, options);
    const inference = new Inference(declared?.by);
    const asked = { max: options.max, items: options.items };
    const live =
      source.kind === 'topic' ? await inferTopic(source.name, inference, asked, context, options) : undefined;
    const items = source.kind === 'topic' ? undefined : await inferTexts(source, inference, asked, context);
    const name = options.event ?? declared?.name ?? eventNameOf(source);
    const { event, ...told } = inference.result(name);
    const of = items === undefined ? source.name : `${source.name} (${items})`;
    const looked: Looked = { ...told, what: `records of ${of}` };
    if (event === undefined) {
      throw new ServiceError(told.records === 0 ? 'There is no record yet' : 'No record is an event', {
        where: source.name,
        hint: told.records === 0 ? 'Run it again when there are some.' : `${lookedLines(looked).slice(1).join('; ')}.`,
      });
    }
    const { records, events, unfit, notes } = told;
    const json = { source: source.name, ...(items === undefined ? {} : { items }), records, events, unfit, notes };
    if (declared !== undefined) {
      const drift = driftOf(declared, inference.seen);
      show(context, options, {
        json: { ...json, event: name, drift },
        text: () => renderDrift(drift, context.output),
        after: () => `${[...lookedLines(looked), drifted(name, drift.length)].join('\n')}\n`,
      });
      return drift.length === 0 ? ExitCode.fine : ExitCode.changesPending;
    }
    const words = eventWords(event);
    const topics = live && { [source.name]: { event: name, ...live } };
    return show(context, options, {
      json: { ...json, name, event: words, ...(topics === undefined ? {} : { topics }) },
      text: () => inferredYaml(eventNameOf(source), name, words, topics, looked),
      // its head says the same to who sees it
      ...(context.output.isTerminal ? {} : { after: () => `${lookedLines(looked).join('\n')}\n` }),
    });
  },
});

const drifted = (name: string, places: number): string =>
  places === 0
    ? `They are as \`${name}\` declares them.`
    : `They differ from \`${name}\` in ${places} ${places === 1 ? 'place' : 'places'}; --new writes the event anew.`;
