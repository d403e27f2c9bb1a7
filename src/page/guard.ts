import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Access, refuseStranger, same } from './access.ts';
import { problem, type Whole } from './answer.ts';

/** Nothing but the page's own files runs or is loaded, and no other page frames it. `styles`: also these, by hash. */
const policy = (styles: readonly string[]): string =>
  `default-src 'none'; script-src 'self'; style-src ${["'self'", ...styles].join(' ')}; img-src 'self' data:; ` +
  "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Of a document that holds this style sheet, and no other. */
export const documentHeaders = (style: string): Readonly<Record<string, string>> => ({
  'content-security-policy': policy([`'sha256-${createHash('sha256').update(style).digest('base64')}'`]),
});

/** Sent with every answer that has none of its own. */
export const headers: Readonly<Record<string, string>> = {
  'content-security-policy': policy([]),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Header in which the page shows that it is ours: another site's can send a request, but not read the token. */
const TOKEN_HEADER = 'x-pipeline-token';

export interface Rules extends Access {
  /** What a write must bring; undefined: the page is read-only. */
  readonly token: string | undefined;
}

/** Why a request is not answered, before anything is looked at; undefined when it may be. */
export function refusal(request: IncomingMessage, { token, ...access }: Rules): Whole | undefined {
  const { headers: sent, method } = request;
  const refused = refuseStranger(sent, access);
  if (refused !== undefined) return refused;
  if (method === 'GET' || method === 'HEAD') {
    // A browser says so of what another site makes it load.
    const site = sent['sec-fetch-site'];
    const isOther = site !== undefined && site !== 'same-origin' && site !== 'none';
    return isOther && sent['sec-fetch-mode'] !== 'navigate'
      ? problem(403, 'Another site may not ask here.')
      : undefined;
  }
  if (method !== 'POST') return problem(405, 'Only GET and POST are answered.');
  if (token === undefined) return problem(403, 'This page only reads (`--read-only`).');
  if (!same(sent[TOKEN_HEADER], token)) {
    return problem(403, 'This page was opened before the server was started again.', 'Reload it.');
  }
  return undefined;
}
