import type { ClusterAddresses } from './addresses.ts';
import type { Home } from './home.ts';

/** The one bucket of the embedded cluster's S3 server. */
export const bucket = 'pipeline';
/** The one database of its PostgreSQL, and its user. */
export const database = 'pipeline';
const region = 'us-east-1';

const known = ['kafka', 'connect', 'hdfs', 'webhdfs', 'resourcemanager', 'yarn', 's3', 'postgres', 'registry'];

/** The embedded cluster's addresses, out of those that `up` recorded; undefined when the core is not among them. */
export function embeddedAddresses(
  addresses: Readonly<Record<string, string>>,
  home: Home,
  user: string,
): Omit<ClusterAddresses, 'defaults' | 'vars'> | undefined {
  const { kafka, connect, hdfs, webhdfs, resourcemanager, yarn, s3, postgres, registry } = addresses;
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
    ...(postgres !== undefined && { postgres: { address: postgres, credentialsFile: home.secrets } }),
    ...(registry !== undefined && { registry: { url: registry } }),
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
