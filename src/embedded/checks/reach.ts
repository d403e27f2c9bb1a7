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
import { type Check, fine, notice, wrong } from './check.ts';
import { validationCheck } from './validation.ts';

const patience = 5_000;
/** More than that, and what is written seems older or newer than it is. */
const tolerableSkew = 5_000;

/** What went wrong; `fetch` keeps that in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof PipelineError) return error.message;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Where to look when a service does not answer. */
const lookAt = ({ name }: ClusterAddresses, service: string): string =>
  name === 'embedded'
    ? `\`pipeline ps\` and \`pipeline logs ${service}\` tell more.`
    : `Is the cluster up, and its address right in config/clusters/${name}.yaml?`;

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
    return [wrong('connect', reason(error), hintOf(error, lookAt(cluster, 'connect')))];
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
    const message = `${cluster.kafka.bootstrapServers}: ${reason(error)}`;
    return wrong('kafka', message, lookAt(cluster, 'kafka'));
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

async function webhdfsChecks(cluster: ClusterAddresses, context: Context): Promise<Check[]> {
  const { hdfs } = cluster;
  if (hdfs === undefined) return [notice('hdfs', 'this cluster has none', 'Sinks to hdfs:// cannot run on it.')];
  try {
    const asked = context.clock.now();
    const url = `${hdfs.webhdfs}/webhdfs/v1/?op=GETFILESTATUS&user.name=${encodeURIComponent(hdfs.user)}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    if (!response.ok) return [wrong('hdfs', `${hdfs.webhdfs} answers ${response.status}`, lookAt(cluster, 'namenode'))];
    const skew = Date.parse(response.headers.get('date') ?? '') - asked;
    return [fine('hdfs', `WebHDFS at ${hdfs.webhdfs}`), clock(skew)];
  } catch (error) {
    return [wrong('hdfs', `${hdfs.webhdfs}: ${reason(error)}`, lookAt(cluster, 'namenode'))];
  }
}

function clock(skew: number): Check {
  if (!(Math.abs(skew) > tolerableSkew)) return fine('clock', 'agrees with the cluster’s');
  const seconds = Math.round(Math.abs(skew) / 1000);
  return wrong('clock', `the cluster is ${seconds} s ${skew > 0 ? 'ahead' : 'behind'}`, 'Set both by NTP.');
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
    return [wrong('s3', `${where}: ${reason(error)}`, hintOf(error, lookAt(cluster, 's3')))];
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
    socket.on('error', (error) => failed(reason(error)));
  });
}

async function yarnCheck({ yarn, ...cluster }: ClusterAddresses): Promise<Check[]> {
  if (yarn === undefined) return [];
  try {
    const response = await fetch(`${yarn.web}/ws/v1/cluster/info`, { signal: AbortSignal.timeout(patience) });
    if (response.ok) return [fine('yarn', `ResourceManager at ${yarn.resourceManager}`)];
    return [wrong('yarn', `${yarn.web} answers ${response.status}`, lookAt(cluster, 'resourcemanager'))];
  } catch (error) {
    return [wrong('yarn', `${yarn.web}: ${reason(error)}`, lookAt(cluster, 'resourcemanager'))];
  }
}

/** Whether every service of the cluster answers, has our plugins, and agrees on the time. */
export async function checkReach(cluster: ClusterAddresses, context: Context, insecure: boolean): Promise<Check[]> {
  const found = await Promise.all([
    kafkaCheck(cluster, context).then((check) => [check]),
    connectChecks(cluster, context, insecure),
    webhdfsChecks(cluster, context),
    yarnCheck(cluster),
    s3Check(cluster, context),
    postgresCheck(cluster),
  ]);
  return found.flat();
}
