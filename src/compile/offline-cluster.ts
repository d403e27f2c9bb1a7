import type { ClusterAddresses } from '../cluster/addresses.ts';
import type { Context } from '../context.ts';

/** A cluster that need not run: what `validate`, `compile` and `schema` read pipelines against. */
export async function offlineCluster(name: string, _context: Context): Promise<ClusterAddresses> {
  return {
    name,
    connect: { url: 'http://connect.invalid' },
    kafka: { bootstrapServers: 'kafka.invalid:9092' },
    hdfs: { uri: 'hdfs://hdfs.invalid', webhdfs: 'http://webhdfs.invalid', user: 'pipeline', dataNodeHosts: [] },
    s3: { endpoint: 'http://s3.invalid', region: 'us-east-1', bucket: 'pipeline', pathStyle: true },
    services: { 'weather-api': 'http://weather-api.invalid' },
    secrets: { provider: 'file', path: 'secrets.properties' },
    defaults: { partitions: 3, replication: 1 },
    vars: {},
  };
}
