import { globSync, readFileSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { join } from 'node:path';
import type { Context } from '../../base/context.ts';
import { PipelineError } from '../../base/errors.ts';
import { connect } from '../../clients/connect/connect.ts';
import { kafkaClient } from '../../clients/kafka/client.ts';
import { Stores } from '../../store/location.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { checkout } from '../../target/checkout.ts';
import { type Check, fine, lookAt, patience, reasonOf, wrong } from './check.ts';
import { hdfsChecks } from './hdfs.ts';
import { validationCheck } from './validation.ts';

const hintOf = (error: unknown, otherwise: string): string =>
  (error instanceof PipelineError ? error.hint : undefined) ?? otherwise;

/** Connector classes that this checkout builds, by the manifests it puts into their jar. */
function ourPlugins(): string[] {
  const folder = join(checkout, 'connectors', 'src', 'main', 'resources', 'META-INF', 'services');
  return globSync('org.apache.kafka.connect.*.*Connector', { cwd: folder })
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

async function connectChecks(cluster: ClusterAddresses, context: Context, insecure: boolean): Promise<Check[]> {
  const { url } = cluster.connect;
  try {
    const client = connect(cluster.connect, { ...context, insecure });
    const [version, plugins] = await Promise.all([client.version(), client.plugins()]);
    const found = plugins.map((plugin) => plugin.class);
    const missing = ourPlugins().filter((name) => !found.includes(name));
    return [
      fine('connect', `Connect ${version} at ${url}`),
      missing.length === 0
        ? fine('plugins', `${found.length} connectors, ours among them`)
        : wrong(
            'plugins',
            `missing: ${missing.join(', ')}`,
            'Put target/jars/plugins on the workers’ plugin.path and restart them.',
          ),
      await validationCheck(cluster, context, insecure),
    ];
  } catch (error) {
    return [wrong('connect', reasonOf(error), hintOf(error, lookAt(cluster, 'connect')))];
  }
}

async function kafkaCheck(cluster: ClusterAddresses, context: Context): Promise<Check> {
  const admin = kafkaClient(cluster, context).admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    const count = brokers.length === 1 ? 'one broker' : `${brokers.length} brokers`;
    return fine('kafka', `${count} at ${cluster.kafka.bootstrapServers}`);
  } catch (error) {
    const message = `${cluster.kafka.bootstrapServers}: ${reasonOf(error)}`;
    return wrong('kafka', message, lookAt(cluster, 'kafka'));
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

async function s3Check(cluster: ClusterAddresses, context: Context): Promise<Check[]> {
  const { s3 } = cluster;
  if (s3 === undefined) return [];
  const where = `${s3.localEndpoint ?? s3.endpoint}, bucket ${s3.bucket}`;
  try {
    // Any answer will do: without a signature it is a refusal. The SDK would ask for a minute.
    await fetch(s3.localEndpoint ?? s3.endpoint, { method: 'HEAD', signal: AbortSignal.timeout(patience) });
    const { store, path } = await new Stores(cluster, context).locate(`s3://${s3.bucket}`);
    await store.probe?.(path);
    return [fine('s3', where)];
  } catch (error) {
    return [wrong('s3', `${where}: ${reasonOf(error)}`, hintOf(error, lookAt(cluster, 's3')))];
  }
}

async function postgresCheck({ postgres, ...cluster }: ClusterAddresses): Promise<Check[]> {
  if (postgres === undefined) return [];
  const address = postgres.localAddress ?? postgres.address;
  const { hostname: host, port } = new URL(`postgres://${address}`);
  return new Promise((resolve) => {
    const failed = (why: string) => resolve([wrong('postgres', `${address}: ${why}`, lookAt(cluster, 'postgres'))]);
    const socket = connectTo({ host, port: Number(port) }, () => {
      socket.destroy();
      resolve([fine('postgres', `listens at ${address}`)]);
    });
    socket.setTimeout(patience, () => socket.destroy(new Error('no answer')));
    socket.on('error', (error) => failed(reasonOf(error)));
  });
}

async function yarnCheck({ yarn, ...cluster }: ClusterAddresses): Promise<Check[]> {
  if (yarn === undefined) return [];
  try {
    const response = await fetch(`${yarn.web}/ws/v1/cluster/info`, { signal: AbortSignal.timeout(patience) });
    if (response.ok) return [fine('yarn', `ResourceManager at ${yarn.resourceManager}`)];
    return [wrong('yarn', `${yarn.web} answers ${response.status}`, lookAt(cluster, 'resourcemanager'))];
  } catch (error) {
    return [wrong('yarn', `${yarn.web}: ${reasonOf(error)}`, lookAt(cluster, 'resourcemanager'))];
  }
}

/** Whether every service of the cluster answers, has our plugins, and agrees on the time. */
export async function checkReach(cluster: ClusterAddresses, context: Context, insecure: boolean): Promise<Check[]> {
  const found = await Promise.all([
    kafkaCheck(cluster, context).then((check) => [check]),
    connectChecks(cluster, context, insecure),
    hdfsChecks(cluster, context),
    yarnCheck(cluster),
    s3Check(cluster, context),
    postgresCheck(cluster),
  ]);
  return found.flat();
}
