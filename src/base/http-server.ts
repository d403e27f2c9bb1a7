import type { Server } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/**
 * Whether a request's Host is one that this server goes by: an address, `localhost`, this machine's name, or the host
 * it was told to listen at. Any other name may be a page's own that was pointed here (DNS rebinding), so that a browser
 * on this machine would hand the answers to strangers.
 */
export function isOwnHost(header: string | undefined, listening: string): boolean {
  const name = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::\d+)?$/i.exec(header ?? '');
  const host = (name?.[1] ?? name?.[2] ?? '').toLowerCase();
  return isIP(host) !== 0 || ['localhost', hostname().toLowerCase(), listening.toLowerCase()].includes(host);
}

/** Resolves once `server` listens; rejects with Node's error when the address cannot be had. */
export async function listen(server: Server, host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(port, host, resolve);
  await promise;
}

/** Ends `server` and what is under way there. */
export async function close(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
