import type { Context, GlobalOptions } from '../base/context.ts';
import { ExitCode, UnhealthyError } from '../base/errors.ts';
import { hosted } from '../components/hosted.ts';
import { hasHost, host } from '../jobs/supervisor/host.ts';
import { keepBounded } from '../processes/bounded-log.ts';
import { program } from '../target/checkout.ts';
import { loadCluster } from '../target/load.ts';

interface SuperviseOptions extends GlobalOptions {
  readonly check: boolean;
  /** Host at which recommenders listen, each at a free port. */
  readonly listen?: string;
}

/**
 * `supervise`: hosts the jobs declared in the cluster, each in a process of its own, until SIGTERM; `--check` only tells by
 * its exit code whether somebody does. `--listen HOST`: recommenders' HTTP servers are reachable there, for instances on other
 * machines. PIPELINE_LOG: the file its output goes to.
 */
export async function supervise(context: Context, _: readonly string[], options: SuperviseOptions): Promise<ExitCode> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  if (options.check) {
    if (await hasHost(addresses, context)) return ExitCode.fine;
    throw new UnhealthyError('Nobody hosts the jobs of this cluster', {
      where: options.cluster,
      hint: '`pipeline supervise` does; `pipeline up` starts it.',
    });
  }
  const { PIPELINE_LOG: log } = context.environment;
  if (log !== undefined) keepBounded(log);
  const listen = options.listen === undefined ? [] : ['--listen', `${options.listen}:0`];
  const flags = ['--cluster', options.cluster, ...(options.insecure ? ['--insecure'] : [])];
  await host(addresses, context, {
    kinds: hosted.all.map(({ name }) => name),
    command: ({ name, kind }) => ({
      script: program('cli'),
      args: [...hosted.named(kind).command(name, listen), ...flags],
    }),
  });
  return ExitCode.fine;
}
