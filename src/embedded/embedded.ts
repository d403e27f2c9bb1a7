import type { ClusterAddresses } from '../target/addresses.ts';
import type { Home } from '../target/home.ts';
import { bucket, region } from './services/s3.ts';

const url = (port: number) => `http://127.0.0.1:${port}`;

/** Addresses by service name, for the ports that are there. */
export function addressesOf(ports: Readonly<Record<string, number>>): Record<string, string> {
  const { kafka, connect, namenode, webhdfs, resourcemanager, s3, 'weather-api': weather } = ports;
  const yarn = ports['resourcemanager-web'];
  return {
    ...(kafka !== undefined && { kafka: `127.0.0.1:${kafka}` }),
    ...(connect !== undefined && { connect: url(connect) }),
    ...(namenode !== undefined && { hdfs: `hdfs://127.0.0.1:${namenode}` }),
    ...(webhdfs !== undefined && { webhdfs: url(webhdfs) }),
    ...(resourcemanager !== undefined && { resourcemanager: `127.0.0.1:${resourcemanager}` }),
    ...(yarn !== undefined && { yarn: url(yarn) }),
    ...(s3 !== undefined && { s3: url(s3) }),
    ...(weather !== undefined && { 'weather-api': url(weather) }),
  };
}

const known = ['kafka', 'connect', 'hdfs', 'webhdfs', 'resourcemanager', 'yarn', 's3'];

/** The embedded cluster's addresses, out of those that `up` recorded; undefined when the core is not among them. */
export function embeddedAddresses(
  addresses: Readonly<Record<string, string>>,
  home: Home,
  user: string,
): Omit<ClusterAddresses, 'defaults' | 'vars'> | undefined {
  const { kafka, connect, hdfs, webhdfs, resourcemanager, yarn, s3 } = addresses;
  if (kafka === undefined || connect === undefined || hdfs === undefined || webhdfs === undefined) return undefined;
  return {
    name: 'embedded',
    kafka: { bootstrapServers: kafka },
    connect: { url: connect },
    hdfs: { uri: hdfs, webhdfs, user, dataNodeHosts: ['127.0.0.1'] },
    ...(resourcemanager !== undefined &&
      yarn !== undefined && { yarn: { resourceManager: resourcemanager, web: yarn } }),
    ...(s3 !== undefined && {
      s3: { endpoint: s3, region, bucket, pathStyle: true, credentialsFile: home.secrets },
    }),
    services: Object.fromEntries(Object.entries(addresses).filter(([name]) => !known.includes(name))),
    secrets: embeddedSecrets(home),
  };
}

/** The file of secrets, which may be there before the cluster is. */
export const embeddedSecrets = ({ secrets }: Home): ClusterAddresses['secrets'] => ({
  provider: 'file',
  path: secrets,
  localFile: secrets,
});
