import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import { RefusedError, ServiceError, UsageError } from '../../base/errors.ts';
import { close, isOwnHost, listen } from '../../base/http-server.ts';
import type { PROMETHEUS_TYPE } from '../../base/text/prometheus.ts';

const LARGEST_BODY = 256 * 1024;
/** Milliseconds in which a request must have come whole. */
const PATIENCE = 10_000;

/** A request as a route sees it. */
export interface Asked {
  /** What the parenthesised parts of the route's path matched, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  /** Empty for GET. */
  readonly body: Buffer;
}

/** What a route answers. */
export interface Answer {
  readonly status: number;
  readonly type: 'application/json' | 'application/octet-stream' | typeof PROMETHEUS_TYPE;
  readonly body: string | Buffer;
}

/** One path of the server; each is in a file of its own. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** The whole path, e.g. `/^\/similar\/([^/]+)$/`. */
  readonly path: RegExp;
  /** The parameters of the query that it takes; none when absent. */
  readonly parameters?: readonly string[];
  answer(asked: Asked): Promise<Answer> | Answer;
}

/** Where to listen: port 0 takes a free one. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  body: `${JSON.stringify(value)}\n`,
});

/** Reads `HOST:PORT` or `PORT`; loopback and a free port when nothing is said. Throws UsageError. */
export function listenAddress(text: string | undefined): ListenAddress {
  if (text === undefined) return { host: '127.0.0.1', port: 0 };
  const [, host = '127.0.0.1', port] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === undefined || Number(port) > 65_535) {
    throw new UsageError(`${text} is no address to listen at`, { where: '--listen', hint: 'HOST:PORT or PORT.' });
  }
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    length += part.length;
    if (length > LARGEST_BODY) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The HTTP server of one instance: for people, monitoring, and the other instances. */
export class InstanceServer {
  readonly #server: Server;
  readonly #routes: readonly Route[];
  readonly #host: string;

  private constructor(routes: readonly Route[], host: string, patience: number) {
    this.#routes = routes;
    this.#host = host;
    // Node looks for requests that are late every 30 s, unless it is told otherwise.
    const limits = { requestTimeout: patience, headersTimeout: patience, connectionsCheckingInterval: patience / 10 };
    this.#server = createServer(limits, (request, response) => void this.#handle(request, response));
  }

  /**
   * Listens at once; throws RefusedError when the address cannot be had. A request that has not come whole after
   * `patience` ms is answered with 408.
   */
  static async open(
    { host, port }: ListenAddress,
    routes: readonly Route[],
    patience = PATIENCE,
  ): Promise<InstanceServer> {
    const opened = new InstanceServer(routes, host, patience);
    try {
      await listen(opened.#server, host, port);
    } catch (cause) {
      throw new RefusedError(`It cannot listen at ${host}:${port}`, {
        where: '--listen',
        hint: 'Name a free port of this machine, or 0 for any.',
        cause,
      });
    }
    return opened;
  }

  /** `host:port`, as others reach it: by this machine's name where it listens at all of its addresses. */
  get address(): string {
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new ServiceError('The server is closed');
    const host = ['0.0.0.0', '::'].includes(this.#host) ? hostname() : this.#host;
    return `${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
  }

  async close(): Promise<void> {
    await close(this.#server);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, type, body } = await this.#answer(request).catch(() =>
      json(500, { error: 'This request could not be answered.' }),
    );
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    if (!isOwnHost(request.headers.host, this.#host))
      return json(421, { error: 'This is not the host that was meant.' });
    const url = urlOf(request.url ?? '/');
    if (url === undefined) return json(400, { error: 'This is no address of a request.' });
    const { pathname, searchParams } = url;
    const here = this.#routes.flatMap((route) => {
      const match = route.path.exec(pathname);
      return match === null ? [] : [{ route, match }];
    });
    if (here.length === 0) return json(404, { error: `There is no ${pathname} here.` });
    const found = here.find(({ route }) => route.method === request.method);
    if (found === undefined) return json(405, { error: `${pathname} takes ${here[0]?.route.method}.` });
    const { parameters = [] } = found.route;
    const unknown = [...searchParams.keys()].find((name) => !parameters.includes(name));
    if (unknown !== undefined) {
      const there = parameters.length === 0 ? 'none' : parameters.join(', ');
      return json(400, { error: `${pathname} knows no parameter ${unknown}; it takes ${there}.` });
    }
    const body = await bodyOf(request);
    if (body === undefined) return json(413, { error: `A request has at most ${LARGEST_BODY} bytes.` });
    const parts = found.match.slice(1).map(decoded);
    if (parts.includes(undefined)) return json(400, { error: `${pathname} is not encoded as a path.` });
    return found.route.answer({ parts: parts.filter((part) => part !== undefined), query: searchParams, body });
  }
}

/** The address a request asks for: a path, or as proxies send it a whole address; undefined when it is neither. */
function urlOf(asked: string): URL | undefined {
  const whole = asked.startsWith('/') ? `http://instance${asked}` : asked;
  return URL.canParse(whole) ? new URL(whole) : undefined;
}

function decoded(part: string | undefined): string | undefined {
  try {
    return decodeURIComponent(part ?? '');
  } catch {
    return undefined;
  }
}
