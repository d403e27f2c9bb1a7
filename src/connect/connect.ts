import type { ClusterAddresses } from '../cluster/addresses.ts';
import { ConnectClient } from './client.ts';
import { connectHttp, shownAddress } from './http.ts';
import { Transport, type TransportOptions } from './transport.ts';

/** The client of a cluster's Connect workers. */
export function connect(
  addresses: ClusterAddresses['connect'],
  options: TransportOptions & { readonly insecure: boolean },
): ConnectClient {
  return new ConnectClient(
    new Transport(connectHttp(addresses, options.insecure), shownAddress(addresses.url), options),
  );
}
