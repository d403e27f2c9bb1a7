import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, GlobalOptions } from '../../base/context.ts';
import { compile } from '../../pipeline/compile/compile.ts';
import type { DesiredState } from '../../pipeline/compile/desired.ts';
import { loadPipelines } from '../../pipeline/compile/load.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { renderDiagnostics } from '../../ui/code-frame.ts';

/** What the files stand for on `cluster`; warnings go to the messages. @throws LanguageError with all mistakes. */
export async function loadDesired(
  context: Context,
  files: readonly string[],
  options: GlobalOptions,
  cluster: ClusterAddresses,
): Promise<DesiredState> {
  const { pipelines, warnings } = await loadPipelines(files, cluster, context, { vars: options.var });
  if (warnings.length > 0) context.messages.write(`${renderDiagnostics(warnings, context.messages)}\n`);
  return compile(pipelines, cluster);
}

/** The same of what there is: without files, and without a config/, nothing is declared. */
export async function loadDeclared(
  context: Context,
  files: readonly string[],
  options: GlobalOptions,
  cluster: ClusterAddresses,
): Promise<DesiredState> {
  const none = files.length === 0 && !existsSync(join(context.directory, 'config'));
  return none ? compile([], cluster) : loadDesired(context, files, options, cluster);
}

/** Topics a plan must look up: those declared, and those only used. */
export function topicNames({ topics, connectors, jobs }: DesiredState): readonly string[] {
  const used = [...connectors, ...jobs].flatMap((one) => one.topics);
  return [...new Set([...topics.map(({ name }) => name), ...used])];
}
