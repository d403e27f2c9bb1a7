import { ServiceError } from '../../base/errors.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';

type Hdfs = NonNullable<ClusterAddresses['hdfs']>;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * The address a NameNode or DataNode sends us on to, when it may be followed: the NameNode's own host, a host the
 * cluster names, or loopback when the NameNode is on loopback itself. Anything else would let a foreign answer aim our
 * writes. A DataNode that is reached at another address than its own is looked up in `dataNodes`.
 */
export function trustedRedirect(
  location: string,
  nameNode: URL,
  { dataNodeHosts, dataNodes = {} }: Pick<Hdfs, 'dataNodeHosts' | 'dataNodes'>,
): URL {
  if (!URL.canParse(location, nameNode.href)) {
    throw new ServiceError('HDFS sends us on to what is no address', { where: nameNode.host });
  }
  const target = new URL(location, nameNode);
  const { hostname } = target;
  const known =
    hostname === nameNode.hostname ||
    dataNodeHosts.includes(hostname) ||
    (LOOPBACK.test(hostname) && LOOPBACK.test(nameNode.hostname));
  if (known && /^https?:$/.test(target.protocol)) {
    target.host = dataNodes[target.host] ?? target.host;
    return target;
  }
  throw new ServiceError(`HDFS sends us to ${target.host}, which this cluster does not name`, {
    where: nameNode.host,
    hint: `Add ${hostname} to hdfs.dataNodeHosts in config/clusters/NAME.yaml if it is a DataNode of yours.`,
  });
}
