import type { Context } from '../../base/context.ts';
import { remoteException } from '../../clients/webhdfs/webhdfs-error.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';
import { webHdfsOf } from '../../target/name-nodes.ts';
import { type Check, fine, lookAt, notice, patience, reasonOf, wrong } from './check.ts';

/** More than that, and what is written seems older or newer than it is. Milliseconds. */
const TOLERABLE_SKEW = 5_000;

type Found =
  | { readonly state: 'active'; readonly skew: number }
  | { readonly state: 'standby' }
  | { readonly state: 'wrong'; readonly reason: string };

async function ask(address: string, user: string, context: Context): Promise<Found> {
  try {
    const asked = context.clock.now();
    const url = `${address}/webhdfs/v1/?op=GETFILESTATUS&user.name=${encodeURIComponent(user)}`;
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    if (response.ok) return { state: 'active', skew: Date.parse(response.headers.get('date') ?? '') - asked };
    const refused = remoteException(await response.text());
    if (refused?.exception === 'StandbyException') return { state: 'standby' };
    return { state: 'wrong', reason: `answers ${response.status}` };
  } catch (error) {
    return { state: 'wrong', reason: reasonOf(error) };
  }
}

/** Whether HDFS has a NameNode that is active, and where there are several, others that could take its place. */
export async function hdfsChecks(cluster: ClusterAddresses, context: Context): Promise<Check[]> {
  const { hdfs } = cluster;
  if (hdfs === undefined) return [notice('hdfs', 'this cluster has none', 'Sinks to hdfs:// cannot run on it.')];
  const all = await Promise.all(
    webHdfsOf(hdfs).map(async (address) => ({ address, found: await ask(address, hdfs.user, context) })),
  );
  const several = all.length > 1;
  const active = all.map(({ found }) => found).find((found) => found.state === 'active');
  return [
    ...all.map(({ address, found }) => checkOf(address, found, several, cluster)),
    ...(several && active === undefined ? [noneActive] : []),
    ...(active === undefined ? [] : [clock(active.skew)]),
  ];
}

const noneActive = wrong(
  'hdfs',
  'none of the NameNodes is active',
  '`hdfs haadmin -getAllServiceState` shows them; `hdfs haadmin -transitionToActive NAME` makes one active.',
);

function checkOf(address: string, found: Found, several: boolean, cluster: ClusterAddresses): Check {
  switch (found.state) {
    case 'active':
      return fine('hdfs', `WebHDFS at ${address}${several ? ', active' : ''}`);
    case 'standby':
      return several
        ? fine('hdfs', `WebHDFS at ${address}, in standby`)
        : wrong(
            'hdfs',
            `${address} is in standby`,
            `Name all NameNodes in config/clusters/${cluster.name}.yaml: hdfs.nameservice and hdfs.nameNodes.`,
          );
    case 'wrong':
      return wrong('hdfs', `${address}: ${found.reason}`, lookAt(cluster, 'namenode'));
  }
}

function clock(skew: number): Check {
  if (!(Math.abs(skew) > TOLERABLE_SKEW)) return fine('clock', 'agrees with the cluster’s');
  const seconds = Math.round(Math.abs(skew) / 1000);
  return wrong('clock', `the cluster is ${seconds} s ${skew > 0 ? 'ahead' : 'behind'}`, 'Set both by NTP.');
}
