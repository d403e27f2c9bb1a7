import { fileURLToPath } from 'node:url';
import { keepBounded } from '../cluster/bounded-log.ts';
import { loadCluster } from '../cluster/load.ts';
import type { Context, GlobalOptions } from '../context.ts';
import { ExitCode } from '../errors.ts';
import { host } from '../supervisor/host.ts';

const script = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** `supervise`: hosts the jobs declared in the cluster, each in a process of its own, until SIGTERM. PIPELINE_LOG: the file its output goes to. */
export async function supervise(context: Context, _: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const { PIPELINE_LOG: log } = context.environment;
  if (log !== undefined) keepBounded(log);
  const flags = ['--cluster', options.cluster, ...(options.insecure ? ['--insecure'] : [])];
  await host(addresses, context, {
    kinds: ['recommender'],
    command: ({ name }) => ({ script, args: ['recommender', 'run', name, ...flags] }),
  });
  return ExitCode.fine;
}
