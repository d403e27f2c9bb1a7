import { delimiter } from 'node:path';
import { ExitCode, UnhealthyError } from '../base/errors.ts';
import { hosted } from '../components/hosted.ts';
import { hasHost, host } from '../jobs/supervisor/host.ts';
import { keepBounded } from '../processes/bounded-log.ts';
import { listenAddress } from '../recommender/http/server.ts';
import { program } from '../target/checkout.ts';
import { loadCluster } from '../target/load.ts';
import { flag, option } from './flag.ts';
import { serveMetrics } from './shared/serve-metrics.ts';
import { defineVerb } from './verb.ts';

/**
 * `supervise`: hosts the jobs declared in the cluster, each in a process of its own, until SIGTERM; `--check` only
 * tells by its exit code whether somebody does. `--listen HOST`: recommenders' HTTP servers are reachable there, for
 * instances on other machines. PIPELINE_LOGS: files, divided as PATH's
 * are, whose size it keeps bounded: its own output's, and of processes that do not themselves.
 */
export default defineVerb({
  usage: 'supervise',
  summary: 'host the jobs of the cluster (started by `up`)',
  example: 'pipeline supervise',
  flags: {
    check: flag('only tell whether somebody hosts them: exit code 3 when not'),
    listen: option('<host>', 'where the recommenders of other machines reach those hosted here (default: nowhere)'),
    metrics: option('<address>', 'HOST:PORT at which Prometheus finds the metrics of the cluster (default: nowhere)'),
  },
  async run(context, _, options) {
    const addresses = await loadCluster(options.cluster, context, options.insecure);
    if (options.check) {
      if (await hasHost(addresses, context)) return ExitCode.fine;
      throw new UnhealthyError('Nobody hosts the jobs of this cluster', {
        where: options.cluster,
        hint: '`pipeline supervise` does; `pipeline up` starts it.',
      });
    }
    keepBounded((context.environment.PIPELINE_LOGS ?? '').split(delimiter).filter(Boolean));
    const listen = options.listen === undefined ? [] : ['--listen', `${options.listen}:0`];
    const flags = ['--cluster', options.cluster, ...(options.insecure ? ['--insecure'] : [])];
    const server =
      options.metrics === undefined ? undefined : await serveMetrics(listenAddress(options.metrics), context, options);
    try {
      await host(addresses, context, {
        kinds: hosted.all.map(({ name }) => name),
        command: ({ name, kind }) => ({
          script: program('cli'),
          args: [...hosted.named(kind).command(name, listen), ...flags],
        }),
      });
    } finally {
      await server?.close();
    }
    return ExitCode.fine;
  },
});
