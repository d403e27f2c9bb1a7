import { compile } from '../pipeline/compile/compile.ts';
import { loadPipelines } from '../pipeline/compile/load.ts';
import { offlineCluster } from '../pipeline/compile/offline-cluster.ts';
import { renderDiagnostics } from '../ui/code-frame.ts';
import { show } from '../ui/show.ts';
import { defineVerb } from './verb.ts';

/** `pipeline validate [FILES]`: everything that can be said about pipelines without touching a cluster. */
export default defineVerb({
  usage: 'validate [files...]',
  summary: 'check pipelines without touching a cluster',
  example: 'pipeline validate config/*.yaml',
  flags: {},
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    const cluster = await offlineCluster(options.cluster, context);
    const { pipelines, warnings } = await loadPipelines(files, cluster, context, { vars: options.var });
    const { topics, connectors, jobs: deployed, manualJobs } = compile(pipelines, cluster);
    const jobs = [...deployed, ...manualJobs];
    const counts = {
      pipelines: pipelines.length,
      connectors: connectors.length,
      topics: topics.length,
      jobs: jobs.length,
    };
    const told = [
      count(pipelines.length, 'pipeline'),
      count(connectors.length, 'connector'),
      count(topics.length, 'topic'),
      ...(jobs.length === 0 ? [] : [count(jobs.length, 'job')]),
    ];
    return show(context, options, {
      json: { ok: true, ...counts, warnings },
      before: () => (warnings.length === 0 ? '' : `${renderDiagnostics(warnings, context.messages)}\n`),
      text: () => `${told.join(', ')}: fine\n`,
    });
  },
});

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
