import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';

interface Item {
  readonly number: number;
  readonly updated: string;
}

/** A moment for each two items: some share one. */
const updated = (number: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, Math.floor(number / 2))).toISOString();

/**
 * An API of the shapes that docs/http-source.md shows: a repository's issues (list, Link header, ETag, `since`, brotli)
 * and a shop's orders (GraphQL, cursor, OAuth token of a second, gzip); and an export in lines of JSON.
 */
export class PagedApi {
  /** Path and query of each request, and each GraphQL request's variables. */
  readonly asked: string[] = [];
  readonly tokens: string[] = [];
  /** Answers that are held back: those to requests that it accepts. */
  hold: (asked: string) => boolean = () => false;
  /** Requests that wait for `release`. */
  held = 0;
  unmodified = 0;
  count = 0;
  readonly #size: number;
  readonly #secret: string;
  #release: () => void = () => undefined;
  #released = Promise.resolve();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });

  /** `secret`: what the API wants as a bearer's token and as its client's secret. */
  constructor(size: number, secret: string) {
    this.#size = size;
    this.#secret = secret;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `http://127.0.0.1:${(address satisfies AddressInfo).port}`;
  }

  close(): void {
    this.release();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  holdBack(which: (asked: string) => boolean): void {
    this.#released = new Promise((resolve) => {
      this.#release = resolve;
    });
    this.hold = which;
  }

  release(): void {
    this.hold = () => false;
    this.held = 0;
    this.#release();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<ServerResponse> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    let body = '';
    for await (const part of request) body += part;
    const asked =
      url.pathname === '/graphql' ? `/graphql ${JSON.stringify(JSON.parse(body).variables)}` : `${request.url}`;
    this.asked.push(asked);
    if (this.hold(asked)) {
      this.held++;
      await this.#released;
    }
    const authorization = request.headers.authorization ?? '';
    if (url.pathname === '/oauth/token') return this.#token(authorization, body, response);
    if (url.pathname === '/graphql') return this.#orders(authorization, JSON.parse(body), response);
    if (url.pathname === '/export') return this.#export(url, response);
    if (url.pathname === '/list') return end(response, 200, {}, JSON.stringify([{ id: 1 }]));
    return this.#issues(authorization, url, request.headers['if-none-match'], response);
  }

  #token(authorization: string, body: string, response: ServerResponse): ServerResponse {
    const known = `Basic ${Buffer.from(`pipeline:${this.#secret}`).toString('base64')}`;
    if (
      authorization !== known ||
      !body.includes('grant_type=client_credentials') ||
      !body.includes('scope=read_orders')
    ) {
      return end(response, 401, {}, '{"error":"invalid_client"}');
    }
    const token = createHash('sha256').update(`${this.#secret} ${this.tokens.length}`).digest('hex');
    this.tokens.push(token);
    return end(response, 200, {}, JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 2 }));
  }

  #from(since: string): readonly Item[] {
    const all = Array.from({ length: this.count }, (_, number) => ({ number, updated: updated(number) }));
    return all.filter((item) => item.updated >= since);
  }

  #orders(
    authorization: string,
    { variables }: { variables: { after?: string; since?: string } },
    response: ServerResponse,
  ) {
    if (!this.tokens.slice(-2).some((token) => authorization === `Bearer ${token}`))
      return end(response, 401, {}, '{}');
    const all = this.#from((variables.since ?? '').replace('updated_at:>=', ''));
    const start =
      variables.after === undefined ? 0 : all.findIndex(({ number }) => `c${number}` === variables.after) + 1;
    const page = all.slice(start, start + this.#size);
    const nodes = page.map((item) => ({ id: `order-${item.number}`, updatedAt: item.updated, total: item.number / 4 }));
    const last = page.at(-1);
    const pageInfo = {
      hasNextPage: start + this.#size < all.length,
      endCursor: last === undefined ? null : `c${last.number}`,
    };
    const body = gzipSync(JSON.stringify({ data: { orders: { nodes, pageInfo } } }));
    return end(response, 200, { 'content-encoding': 'gzip' }, body);
  }

  #export(url: URL, response: ServerResponse): ServerResponse {
    const after = Number(url.searchParams.get('after') ?? -1);
    const lines = Array.from({ length: this.count }, (_, id) => JSON.stringify({ id })).slice(
      after + 1,
      after + 1 + this.#size,
    );
    return end(response, 200, { 'content-type': 'application/x-ndjson' }, lines.map((line) => `${line}\n`).join(''));
  }

  #issues(authorization: string, url: URL, known: string | undefined, response: ServerResponse): ServerResponse {
    if (authorization !== `Bearer ${this.#secret}`) return end(response, 401, {}, '{"message":"Bad credentials"}');
    const all = this.#from(url.searchParams.get('since') ?? '');
    const number = Number(url.searchParams.get('page') ?? 1);
    const page = all.slice((number - 1) * this.#size, number * this.#size);
    const items = page.map((item) => ({ id: 1000 + item.number, number: item.number, updated_at: item.updated }));
    const etag = `W/"${createHash('sha256')
      .update(`${number} ${JSON.stringify(items)}`)
      .digest('hex')}"`;
    if (known === etag) {
      this.unmodified++;
      return end(response, 304, { etag }, '');
    }
    const next = new URL(url);
    next.searchParams.set('page', String(number + 1));
    const link = number * this.#size < all.length ? { link: `<${url}>; rel="first", <${next}>; rel="next"` } : {};
    const body = brotliCompressSync(JSON.stringify(items));
    return end(response, 200, { 'content-encoding': 'br', etag, ...link }, body);
  }
}

function end(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): ServerResponse {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  return response.end(body);
}
