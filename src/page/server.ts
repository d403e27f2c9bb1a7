import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { RefusedError } from '../base/errors.ts';
import { close, listen } from '../base/http-server.ts';
import { type Answer, compressed, failed, problem, type Route } from './answer.ts';
import { headers, type Rules, refusal } from './guard.ts';

const LARGEST_BODY = 64 * 1024;

/** Where the page listens, and what it demands of requests. */
export interface Listening extends Rules {
  readonly port: number;
}

/** The page's HTTP server. Routes are tried in order. */
export class PageServer {
  readonly #server: Server;
  readonly #routes: readonly Route[];
  readonly #rules: Rules;

  private constructor(routes: readonly Route[], rules: Rules) {
    this.#routes = routes;
    this.#rules = rules;
    const limits = { requestTimeout: 10_000, headersTimeout: 10_000 };
    this.#server = createServer(limits, (request, response) => void this.#handle(request, response));
  }

  /** Listens at once; throws RefusedError when the address cannot be had. */
  static async open({ port, ...rules }: Listening, routes: readonly Route[]): Promise<PageServer> {
    const opened = new PageServer(routes, rules);
    try {
      await listen(opened.#server, rules.host, port);
    } catch (cause) {
      throw new RefusedError(`The page cannot listen at ${rules.host}:${port}`, {
        where: '--port',
        hint: 'Name a port that is free, or 0 for any.',
        cause,
      });
    }
    return opened;
  }

  get port(): number {
    const bound = this.#server.address();
    return bound === null || typeof bound === 'string' ? 0 : bound.port;
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      await send(await this.#answer(request, gone.signal).catch(failed), request, response);
    } catch {
      // The viewer is gone, or what streams to it broke off.
      response.destroy();
    }
  }

  async #answer(request: IncomingMessage, gone: AbortSignal): Promise<Answer> {
    const refused = refusal(request, this.#rules);
    if (refused !== undefined) return refused;
    const text = `http://page${request.url ?? '/'}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined) return problem(400, 'This is no address of a request.');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    for (const route of this.#routes) {
      const match = route.path.exec(url.pathname);
      if (match === null || route.method !== method) continue;
      const parts = match.slice(1).map(decoded);
      if (!parts.every((part) => part !== undefined)) return problem(400, 'This address is not encoded as a path.');
      const body = method === 'POST' ? await bodyOf(request) : undefined;
      if (body === null) return problem(413, 'This request is too large, or no JSON.');
      return route.answer({ parts, url, query: url.searchParams, body, gone });
    }
    return problem(404, `There is no ${url.pathname} here.`);
  }
}

async function send(answer: Answer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const fixed = { ...headers, 'content-type': `${answer.type}; charset=utf-8`, 'cache-control': 'no-store' };
  if ('body' in answer) {
    const { body, headers: own } = compressed(answer.body, request.headers);
    response.writeHead(answer.status, {
      ...fixed,
      ...own,
      'content-length': Buffer.byteLength(body),
      ...answer.headers,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  response.writeHead(200, { ...fixed, ...answer.headers });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  for await (const chunk of answer.chunks) {
    // A viewer that is slow is waited for, so that nothing gathers here.
    if (!response.write(chunk)) await drained(response);
    if (response.destroyed) return;
  }
  response.end();
}

async function drained(response: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  response.once('drain', resolve).once('close', resolve);
  await promise;
  response.off('drain', resolve).off('close', resolve);
}

/** undefined: none was sent; null: too large, or no JSON. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    length += part.length;
    if (length > LARGEST_BODY) return null;
    parts.push(part);
  }
  if (length === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    return null;
  }
}

function decoded(part: string | undefined): string | undefined {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return undefined;
  }
}
