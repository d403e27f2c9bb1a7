import type { ClusterAddresses } from '../../target/addresses.ts';
import { ConnectClient } from './client.ts';
import { connectHttp, shownAddress } from './http.ts';
import { Transport, type TransportOptions, type Worker } from './transport.ts';

/** The client of a cluster's Connect workers: one of them is asked, and where it does not answer, the next. */
export function connect(
  addresses: ClusterAddresses['connect'],
  options: TransportOptions & { readonly insecure: boolean },
): ConnectClient {
  const worker = (url: string): Worker => ({
    http: connectHttp({ ...addresses, url }, options.insecure),
    address: shownAddress(url),
  });
  return new ConnectClient(new Transport([worker(addresses.url), ...(addresses.others ?? []).map(worker)], options));
}
