import type { IncomingHttpHeaders } from 'node:http';
import { gzipSync, type ZlibOptions } from 'node:zlib';
import { problemOf } from './problem.ts';
import type { Problem } from './wire/problem.ts';

/** A request as a route sees it. */
export interface Asked {
  /** What the parenthesised parts of the route's path matched, decoded. */
  readonly parts: readonly string[];
  /** The whole address; its host means nothing. */
  readonly url: URL;
  readonly query: URLSearchParams;
  /** Of POST, parsed. */
  readonly body: unknown;
  /** Aborted when the viewer goes. */
  readonly gone: AbortSignal;
}

/** What is sent at once. */
export interface Whole {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is sent as it comes, until the iterable ends or the viewer goes. */
export interface Stream {
  readonly type: 'text/event-stream' | 'application/x-ndjson';
  readonly chunks: AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Answer = Whole | Stream;

/** One path of the server. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** The whole path, e.g. `/^\/api\/connectors\/([^/]+)$/`. */
  readonly path: RegExp;
  answer(asked: Asked): Promise<Answer> | Answer;
}

export const json = (status: number, value: unknown): Whole => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

export const problem = (status: number, message: string, hint?: string): Whole => {
  const body: Problem = { error: { message, ...(hint === undefined ? {} : { hint }) } };
  return json(status, body);
};

/** What a request that failed is answered with. */
export const failed = (error: unknown): Whole => json(502, { error: problemOf(error) });

const WORTH = 1_400;
const QUICK: ZlibOptions = { level: 4 };

/** `body` compressed where the viewer takes that, and it is worth it. */
export function compressed(
  body: string | Uint8Array,
  { 'accept-encoding': accepted }: IncomingHttpHeaders,
): { readonly body: string | Uint8Array; readonly headers: Readonly<Record<string, string>> } {
  if (body.length < WORTH || !/\bgzip\b/.test(String(accepted))) return { body, headers: {} };
  return { body: gzipSync(body, QUICK), headers: { 'content-encoding': 'gzip', vary: 'accept-encoding' } };
}
