import { fileURLToPath } from 'node:url';
import { loadCluster } from '../cluster/load.ts';
import type { Context, GlobalOptions } from '../context.ts';
import { ExitCode } from '../errors.ts';
import { host } from '../supervisor/host.ts';

const script = fileURLToPath(new URL('../cli.ts', import.meta.url));

/** `supervise`: hosts the jobs declared in the cluster, each in a process of its own, until SIGTERM. */
export async function supervise(context: Context, _: readonly string[], options: GlobalOptions): Promise<ExitCode> {
  const addresses = await loadCluster(options.cluster, context, options.insecure);
  const flags = ['--cluster', options.cluster, ...(options.insecure ? ['--insecure'] : [])];
  await host(addresses, context, {
    kinds: ['recommender'],
    command: ({ name }) => ({ script, args: ['recommender', 'run', name, ...flags] }),
  });
  return ExitCode.fine;
}
