import { userInfo } from 'node:os';
import type { Context } from '../context.ts';
import { ClusterError } from '../errors.ts';
import type { ClusterAddresses } from './addresses.ts';
import { embeddedAddresses } from './embedded.ts';
import { homeOf } from './home.ts';
import { isAlive, readRecord } from './record.ts';

function embedded(context: Context): Omit<ClusterAddresses, 'defaults' | 'vars'> {
  const home = homeOf(context);
  const record = readRecord(home.record);
  const addresses = embeddedAddresses(record.addresses, home, userInfo().username);
  if (addresses !== undefined && record.processes.some((process) => isAlive(process))) return addresses;
  throw new ClusterError('The embedded cluster does not run', {
    where: home.folder,
    hint: 'Start it with `pipeline up`, or name another with --cluster.',
  });
}

/** Where the cluster `name` is: of the embedded one as `up` recorded it. A ClusterError when it does not run. */
export async function loadCluster(name: string, context: Context): Promise<ClusterAddresses> {
  if (name === 'embedded') return { ...embedded(context), defaults: { partitions: 3, replication: 1 }, vars: {} };
  throw new ClusterError(`There is no cluster named ${name}`, { hint: 'Known are: embedded.' });
}
