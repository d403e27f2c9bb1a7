import type { Context } from '../base/context.ts';
import { paint } from '../base/text/style.ts';
import { compile as compilePipelines } from '../pipeline/compile/compile.ts';
import type { DesiredState } from '../pipeline/compile/desired.ts';
import { loadPipelines } from '../pipeline/compile/load.ts';
import { offlineCluster } from '../pipeline/compile/offline-cluster.ts';
import { restCalls } from '../pipeline/compile/rest-calls.ts';
import { renderDiagnostics } from '../ui/code-frame.ts';
import { show } from '../ui/show.ts';
import { defineVerb } from './verb.ts';

/** `pipeline compile [FILES]`: the topics, REST calls and jobs that pipelines stand for; secrets stay references. */
export default defineVerb({
  usage: 'compile [files...]',
  summary: 'print the REST calls a pipeline stands for',
  example: 'pipeline compile config/streaming.yaml',
  flags: {},
  completes: { files: { from: ['yaml'] } },
  async run(context, files, options) {
    const cluster = await offlineCluster(options.cluster, context);
    const { pipelines, warnings } = await loadPipelines(files, cluster, context, { vars: options.var });
    if (warnings.length > 0) context.messages.write(`${renderDiagnostics(warnings, context.messages)}\n`);
    const desired = compilePipelines(pipelines, cluster);
    return show(context, options, { json: asJson(desired), text: () => asText(desired, context) });
  },
});

function asJson(desired: DesiredState): unknown {
  const topics = desired.topics.map(({ name, partitions, replication, config }) => ({
    name,
    partitions,
    replication,
    config,
  }));
  const jobs = [...desired.jobs, ...desired.manualJobs].map(({ name, kind, run, state, digest, spec }) => {
    return { name, kind, run, state, digest, spec };
  });
  return { needs: desired.needs, topics, calls: restCalls(desired), jobs };
}

function asText(desired: DesiredState, context: Context): string {
  const style = paint(context.output);
  const settings = (config: Readonly<Record<string, string>>) =>
    Object.entries(config)
      .sort()
      .map(([key, value]) => `, ${key}=${value}`)
      .join('');
  const topics = desired.topics.map(
    ({ name, partitions, replication, config }) =>
      `${style.bold(`topic ${name}`)}: partitions=${partitions}, replication=${replication}${settings(config)}\n`,
  );
  const calls = restCalls(desired).map(
    ({ method, path, body }) => `${style.bold(`${method} ${path}`)}\n${JSON.stringify(body, null, 2)}\n`,
  );
  const jobs = [...desired.jobs, ...desired.manualJobs].map(
    ({ name, kind, run, state, spec }) =>
      `${style.bold(`job ${name}`)} (${kind}, ${run === 'manual' ? run : state})\n${JSON.stringify(spec, null, 2)}\n`,
  );
  return [topics.join(''), ...calls, ...jobs].filter((part) => part !== '').join('\n');
}
