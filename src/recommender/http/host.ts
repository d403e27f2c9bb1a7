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
