import type { ClusterAddresses } from './addresses.ts';

/** Everything `${cluster:NAME}` may name: the services, and the addresses every cluster has. */
export function serviceAddresses({
  services,
  kafka,
  connect,
  hdfs,
  s3,
  postgres,
  registry,
}: ClusterAddresses): Readonly<Record<string, string>> {
  return {
    kafka: kafka.bootstrapServers,
    connect: connect.url,
    ...(hdfs === undefined ? {} : { hdfs: hdfs.uri, webhdfs: hdfs.webhdfs }),
    ...(s3 === undefined ? {} : { s3: s3.endpoint }),
    ...(postgres === undefined ? {} : { postgres: postgres.address }),
    ...(registry === undefined ? {} : { registry: registry.url }),
    ...services,
  };
}
