import { RefusedError } from '../base/errors.ts';
import type { ClusterAddresses } from './addresses.ts';
import { webHdfsOf } from './name-nodes.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Connect's REST takes configurations with secrets and runs what they name: it is not spoken to in plain text. */
export function refusePlainHttp(cluster: ClusterAddresses, shown: string): void {
  const addresses = [
    ...[cluster.connect.url, ...(cluster.connect.others ?? [])].map((url) => ['connect', url] as const),
    ['kafka.sasl', tokenEndpoint(cluster.kafka.sasl)] as const,
    ...(cluster.hdfs === undefined ? [] : webHdfsOf(cluster.hdfs)).map((url) => ['webhdfs', url] as const),
    ['s3', cluster.s3?.localEndpoint ?? cluster.s3?.endpoint] as const,
    ['s3.role', cluster.s3?.role?.endpoint] as const,
    ['registry', cluster.registry?.localUrl ?? cluster.registry?.url] as const,
  ];
  for (const [service, address] of addresses) {
    if (address === undefined) continue;
    const { protocol, hostname } = new URL(address);
    if (protocol !== 'http:' || loopback.test(hostname)) continue;
    throw new RefusedError(`${service} would be spoken to in plain http at ${hostname}`, {
      where: shown,
      hint: 'Use https, or say --insecure when the network between is trusted.',
    });
  }
}

const tokenEndpoint = (sasl: ClusterAddresses['kafka']['sasl']): string | undefined =>
  sasl?.mechanism === 'oauthbearer' ? sasl.tokenEndpoint : undefined;
