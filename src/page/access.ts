import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isOwnHost } from '../base/http-server.ts';
import { problem, type Whole } from './answer.ts';

/** Where the page is reached, and by whom. */
export interface Access {
  /** The host that the server listens at. */
  readonly host: string;
  /** What a viewer must bring; undefined: everybody on this machine may look. */
  readonly password?: string;
  /** The header in which a reverse proxy brings it; absent: the browser asks its user for it (HTTP Basic). */
  readonly header?: string;
  /** The address that a reverse proxy serves it under. */
  readonly publicUrl?: URL;
}

/** Why somebody may not look; undefined when they may. */
export function refuseStranger(sent: IncomingHttpHeaders, access: Access): Whole | undefined {
  const { host, password, header, publicUrl } = access;
  if (!isOwnHost(sent.host, host) && sent.host !== publicUrl?.host) {
    return problem(421, 'This is not the host that was meant.', '`--public-url` names that of a reverse proxy.');
  }
  if (password !== undefined && !same(header === undefined ? basic(sent) : sent[header.toLowerCase()], password)) {
    if (header !== undefined) return problem(403, 'Only the reverse proxy may ask here.');
    const demand = { 'www-authenticate': 'Basic realm="pipeline", charset="UTF-8"' };
    return { ...problem(401, 'This page needs a password; the name does not matter.'), headers: demand };
  }
  const { origin } = sent;
  const isOwn = origin === undefined || origin === `http://${sent.host}` || origin === publicUrl?.origin;
  return isOwn ? undefined : problem(403, 'Another site may not ask here.');
}

/** The password of HTTP Basic. */
function basic({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  const [, encoded] = /^Basic ([\w+/]+={0,2})$/i.exec(authorization) ?? [];
  const text = Buffer.from(encoded ?? '', 'base64').toString('utf8');
  return encoded === undefined ? undefined : text.slice(text.indexOf(':') + 1);
}

/** Whether two secrets are the same, in a time that tells nothing of them. */
export function same(given: string | readonly string[] | undefined, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(secret));
}
