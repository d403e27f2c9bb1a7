import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../base/context.ts';
import { ClusterError, UnreachableError } from '../../base/errors.ts';
import { schemaRegistry } from '../../clients/registry/open.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { embeddedSecrets } from '../../target/embedded.ts';
import { homeOf } from '../../target/home.ts';
import { embeddedSettings, loadCluster } from '../../target/load.ts';
import { hasRegistryInCompose } from '../../target/registry-in-compose.ts';

/**
 * The cluster `name`, which need not run: what `validate`, `compile`, `schema` and `up FILES` read pipelines against.
 * Of the embedded one, services that do not run have placeholders for addresses (`http://s3.invalid`).
 */
export async function offlineCluster(name: string, context: Context): Promise<ClusterAddresses> {
  if (name !== 'embedded')
    return await withRunningRegistry(await loadCluster(name, withoutCredentials(name, context), true), context);
  const stopped = {
    ...placeholders,
    secrets: embeddedSecrets(homeOf(context)),
    ...embeddedSettings(context),
  };
  const running = await loadCluster(name, context, true).catch((error: unknown) => {
    if (error instanceof ClusterError) return undefined;
    throw error;
  });
  return running === undefined
    ? stopped
    : { ...stopped, ...running, services: { ...stopped.services, ...running.services } };
}

/** Compose starts the registry of its file with a profile only: one that does not run is as none. */
async function withRunningRegistry(cluster: ClusterAddresses, context: Context): Promise<ClusterAddresses> {
  if (!hasRegistryInCompose(cluster)) return cluster;
  try {
    await schemaRegistry(cluster, context).subjects();
    return cluster;
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    const { registry: _, ...rest } = cluster;
    return rest;
  }
}

const placeholders: Omit<ClusterAddresses, 'defaults' | 'vars' | 'secrets'> = {
  name: 'embedded',
  connect: { url: 'http://connect.invalid' },
  kafka: { bootstrapServers: 'kafka.invalid:9092' },
  hdfs: { uri: 'hdfs://hdfs.invalid', webhdfs: 'http://webhdfs.invalid', user: 'pipeline', dataNodeHosts: [] },
  s3: { endpoint: 'http://s3.invalid', region: 'us-east-1', bucket: 'pipeline', pathStyle: true },
  postgres: { address: 'postgres.invalid:5432' },
  services: { 'weather-api': 'http://weather-api.invalid' },
};

/** Nobody is spoken to, so the credentials that the cluster's file takes from the environment need not be there. */
function withoutCredentials(name: string, context: Context): Context {
  const path = join(context.directory, 'config/clusters', `${name}.yaml`);
  if (!existsSync(path)) return context;
  const named = [...readFileSync(path, 'utf8').matchAll(/\$\{env:([^}]+)\}/g)].map(([, variable]) => [
    variable,
    'not needed',
  ]);
  return { ...context, environment: { ...Object.fromEntries(named), ...context.environment } };
}
