import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode } from '../base/errors.ts';
import { compile } from '../pipeline/compile/compile.ts';
import { loadPipelines } from '../pipeline/compile/load.ts';
import { offlineCluster } from '../pipeline/compile/offline-cluster.ts';
import { renderDiagnostics } from '../ui/code-frame.ts';

/** `pipeline validate [FILES]`: everything that can be said about pipelines without touching a cluster. */
export async function validate(context: Context, files: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const cluster = await offlineCluster(options.cluster, context);
  const { pipelines, warnings } = await loadPipelines(files, cluster, context, { vars: options.var });
  const { topics, connectors, jobs: deployed, manualJobs } = compile(pipelines, cluster);
  const jobs = [...deployed, ...manualJobs];
  if (options.output === 'json') {
    const counts = {
      pipelines: pipelines.length,
      connectors: connectors.length,
      topics: topics.length,
      jobs: jobs.length,
    };
    context.output.write(`${JSON.stringify({ ok: true, ...counts, warnings }, null, 2)}\n`);
    return ExitCode.fine;
  }
  if (warnings.length > 0) context.messages.write(`${renderDiagnostics(warnings, context.messages)}\n`);
  const counts = [
    count(pipelines.length, 'pipeline'),
    count(connectors.length, 'connector'),
    count(topics.length, 'topic'),
    ...(jobs.length === 0 ? [] : [count(jobs.length, 'job')]),
  ];
  context.output.write(`${counts.join(', ')}: fine\n`);
  return ExitCode.fine;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
