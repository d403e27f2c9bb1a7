import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Context } from '../../base/context.ts';
import { type Diagnostic, LanguageError } from '../../base/errors.ts';
import { isMissing, systemError } from '../../base/system-error.ts';
import { plugIns } from '../../components/plug-ins.ts';
import { registeredEvents } from '../../encodings/registered-events.ts';
import { checkPipelines } from '../../language/check-pipelines.ts';
import { readFiles } from '../../language/find-files.ts';
import type { Pipeline } from '../../language/model.ts';
import { parseYaml } from '../../language/parse.ts';
import { pipelineValidator, readPipeline } from '../../language/read-pipeline.ts';
import type { Surroundings } from '../../language/section.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { secretReference } from '../../target/secret-reference.ts';
import { serviceAddresses } from '../../target/service-addresses.ts';
import { lint } from './lint/index.ts';

export interface Loaded {
  readonly pipelines: readonly Pipeline[];
  /** What works and is probably not meant; show them, never fail for them. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads pipelines from files, folders, globs or `-` (nothing means `config/`) for `cluster`. Every mistake in all of
 * them is thrown at once as a LanguageError; a path that leads nowhere is a UsageError.
 */
export async function loadPipelines(
  paths: readonly string[],
  cluster: ClusterAddresses,
  context: Context,
  options: { readonly vars: Readonly<Record<string, string>> },
): Promise<Loaded> {
  const surroundings = surroundingsOf(cluster, context, options.vars);
  const validate = pipelineValidator(surroundings);
  const pipelines: Pipeline[] = [];
  const diagnostics: Diagnostic[] = [];
  const topicNames: string[] = [];
  for (const { file, text } of await readFiles(paths, context)) {
    const read = await readPipeline(parseYaml(file, text), validate, surroundings);
    diagnostics.push(...read.diagnostics);
    topicNames.push(...read.topicNames);
    if (read.pipeline !== undefined) pipelines.push(read.pipeline);
  }
  diagnostics.push(...checkPipelines(pipelines, topicNames), ...lint(pipelines, cluster));
  if (diagnostics.some(({ severity }) => severity === 'error')) throw new LanguageError(inOrder(diagnostics));
  return { pipelines, warnings: inOrder(diagnostics) };
}

function surroundingsOf(
  cluster: ClusterAddresses,
  context: Context,
  vars: Readonly<Record<string, string>>,
): Surroundings {
  return {
    ...plugIns(),
    services: serviceAddresses(cluster),
    vars: [cluster.vars, vars],
    defaults: cluster.defaults,
    secret: (name) => secretReference(cluster.secrets, name),
    ...(cluster.registry === undefined ? {} : { registered: registeredEvents(cluster, context) }),
    readReferenced: async (path, from) => {
      const beside = from === '<stdin>' ? context.directory : dirname(resolve(context.directory, from));
      return await readFile(resolve(beside, path), 'utf8').catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw systemError(error, path) ?? error;
      });
    },
  };
}

/** By place, each once: two sinks may find the same fault in one event. */
const inOrder = (diagnostics: readonly Diagnostic[]): Diagnostic[] =>
  [...new Map(diagnostics.map((one) => [JSON.stringify([one.at, one.rule, one.message]), one])).values()].toSorted(
    ({ at: a }, { at: b }) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1),
  );
