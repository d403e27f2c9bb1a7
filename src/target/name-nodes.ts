import type { ClusterAddresses, NameNode } from './addresses.ts';

type Hdfs = NonNullable<ClusterAddresses['hdfs']>;

/** HDFS as a cluster's file tells it: one NameNode by its addresses, or several by their nameservice. */
export type WrittenHdfs =
  | Omit<Hdfs, 'dataNodeHosts' | 'nameNodes'>
  | (Omit<Hdfs, 'uri' | 'webhdfs' | 'dataNodeHosts' | 'nameNodes'> & {
      readonly nameservice: string;
      readonly nameNodes: readonly NameNode[];
    });

/** Settings of `nameNodeSettings`; `*` stands for the nameservice and the NameNode. */
export const nameNodeKeys = [
  'dfs.nameservices',
  'dfs.ha.namenodes.*',
  'dfs.namenode.rpc-address.*',
  'dfs.client.failover.proxy.provider.*',
];

const provider = 'org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider';

/** WebHDFS of every NameNode, in the order of the cluster's file; of at least one. */
export const webHdfsOf = ({ webhdfs, nameNodes }: Pick<Hdfs, 'webhdfs' | 'nameNodes'>): readonly string[] =>
  nameNodes === undefined ? [webhdfs] : nameNodes.map((node) => node.webhdfs);

/** Host name of `uri`, which several NameNodes share: a nameservice has no port. */
const nameserviceOf = ({ uri }: Pick<Hdfs, 'uri'>): string => new URL(uri.replace(/^hdfs:/, 'http:')).hostname;

/**
 * What a client of Hadoop must know to find the active one of several NameNodes (Hadoop: HDFS High Availability, "HA
 * configuration"), by the names of Hadoop's own settings; nothing where there is one NameNode, whom the address names.
 */
export function nameNodeSettings(hdfs: Pick<Hdfs, 'uri' | 'nameNodes'>): Readonly<Record<string, string>> {
  const { nameNodes } = hdfs;
  if (nameNodes === undefined) return {};
  const service = nameserviceOf(hdfs);
  const addresses = nameNodes.map(({ name, address }) => [`dfs.namenode.rpc-address.${service}.${name}`, address]);
  return {
    'dfs.nameservices': service,
    [`dfs.ha.namenodes.${service}`]: nameNodes.map(({ name }) => name).join(','),
    ...Object.fromEntries(addresses),
    [`dfs.client.failover.proxy.provider.${service}`]: provider,
  };
}

/** The addresses of HDFS as all rooms take them. */
export function addressesOf(written: WrittenHdfs): Omit<Hdfs, 'dataNodeHosts'> {
  if (!('nameNodes' in written)) return written;
  const { nameservice, nameNodes, ...rest } = written;
  const [first] = nameNodes;
  return { ...rest, uri: `hdfs://${nameservice}`, webhdfs: first?.webhdfs ?? '', nameNodes };
}
