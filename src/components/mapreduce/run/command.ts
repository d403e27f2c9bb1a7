import { delimiter, join } from 'node:path';
import { RefusedError } from '../../../base/errors.ts';
import type { JobSite } from '../../../jobs/runner.ts';
import { classArchiveFlags } from '../../../processes/class-archive.ts';
import { checkout, jarsFolder } from '../../../target/checkout.ts';
import { homeOf } from '../../../target/home.ts';

const configuration = join(checkout, 'hadoop', 'conf');

/** `hdfs://namenode:8020` or `host:8032` as what our site files take from the environment. */
function hostAndPort(address: string, usual: string): { readonly host: string; readonly port: string } {
  const { hostname, port } = new URL(
    address.includes('://') ? address.replace(/^hdfs:/, 'http:') : `http://${address}`,
  );
  return { host: hostname, port: port === '' ? usual : port };
}

/** The arguments by which `java` runs the driver with `specification`. */
export function driverArguments(java: string, specification: string, { cluster, context }: JobSite): readonly string[] {
  const settings = cluster.yarn?.configuration ?? configuration;
  const jars = join(jarsFolder, 'mapreduce');
  return [
    ...classArchiveFlags(java, jars, 'driver'),
    '-Xmx640m',
    '-XX:+UseSerialGC',
    '-Djava.net.preferIPv4Stack=true',
    '-Djava.awt.headless=true',
    `-Djava.io.tmpdir=${homeOf(context).tmp}`,
    `-Dlog4j.configuration=file:${join(configuration, 'log4j.properties')}`,
    '--add-opens=java.base/java.lang=ALL-UNNAMED',
    '-cp',
    [join(jars, '*'), join(jarsFolder, 'yarn', '*'), settings].join(delimiter),
    'pipeline.mapreduce.Driver',
    specification,
  ];
}

/** What the driver and our site files take from the environment. */
export function driverEnvironment({ cluster, context }: JobSite): Readonly<Record<string, string | undefined>> {
  const { hdfs, yarn } = cluster;
  if (hdfs === undefined) {
    throw new RefusedError(`Cluster ${cluster.name} has no HDFS`, { hint: 'Add `hdfs` to its file.' });
  }
  const namenode = hostAndPort(hdfs.uri, '8020');
  const manager = yarn === undefined ? undefined : hostAndPort(yarn.resourceManager, '8032');
  return {
    ...context.environment,
    MALLOC_ARENA_MAX: '2',
    HADOOP_USER_NAME: hdfs.user,
    HDFS_REPLICATION: String(cluster.defaults.replication),
    HADOOP_DATA: join(homeOf(context).tmp, 'mapreduce'),
    NAMENODE_HOST: namenode.host,
    NAMENODE_PORT: namenode.port,
    ...(manager !== undefined && { RESOURCEMANAGER_HOST: manager.host, RESOURCEMANAGER_PORT: manager.port }),
  };
}
