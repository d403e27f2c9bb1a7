import { hostname, userInfo } from 'node:os';
import type { Context } from '../../base/context.ts';
import type { Clients } from '../../clients/clients.ts';
import type { Exclusion } from '../../pipeline/apply/exclusively.ts';
import type { ClusterAddresses } from '../../target/addresses.ts';

const patience = 120_000;

/**
 * How a verb that writes more than once keeps other runs from writing meanwhile: who it is, and what it says while it
 * waits.
 */
export function alone(verb: string, clients: Clients, cluster: ClusterAddresses, context: Context): Exclusion {
  const { clock, signal, messages } = context;
  return {
    clients,
    clock,
    signal,
    replication: cluster.defaults.replication,
    holder: `${verb} by ${userInfo().username}@${hostname()}, process ${process.pid}`,
    patience,
    onWait: (holder) => messages.write(`Waiting for another run to finish: ${holder}\n`),
  };
}
