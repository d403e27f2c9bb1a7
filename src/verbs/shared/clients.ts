import type { Context, GlobalOptions } from '../../base/context.ts';
import { type Clients, openClients } from '../../clients/clients.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { loadCluster } from '../../target/load.ts';
import { readSecrets } from '../../target/secrets.ts';

/** Runs `work` with clients of the chosen cluster and closes them, however it ends. */
export async function withClients<T>(
  context: Context,
  options: GlobalOptions,
  work: (clients: Clients, cluster: ClusterAddresses) => Promise<T>,
): Promise<T> {
  const cluster = await loadCluster(options.cluster, context, options.insecure);
  const clients = openClients(cluster, context, options.insecure);
  try {
    return await work(clients, cluster);
  } finally {
    await clients.close();
  }
}

/** Names of the secrets that are set; undefined when that is not known here, as of the environment of workers. */
export function secretNames({ secrets }: Pick<ClusterAddresses, 'secrets'>): readonly string[] | undefined {
  if (secrets.localFile === undefined || secrets.provider === 'env') return undefined;
  return Object.keys(readSecrets(secrets.localFile)).sort();
}
