import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One thing that goes wrong with the next request that matches. */
export interface BadDay {
  readonly method?: string;
  readonly path?: RegExp;
  /** Carry the request out before answering badly. */
  readonly perform?: boolean;
  readonly how:
    | { readonly status: number; readonly message: string; readonly headers?: Record<string, string> }
    | { readonly html: string; readonly status: number }
    | { readonly redirect: string }
    | { readonly bytes: number }
    | 'hang'
    | 'late'
    | 'slow body'
    | 'reset';
}

interface Stored {
  config: Record<string, string>;
  state: string;
  /** Its only task failed with this. */
  trace?: string;
}

/** The part of Connect's REST API the transport is tested with, in memory, and the days on which it behaves badly. */
export class FakeConnect {
  readonly connectors = new Map<string, Stored>();
  readonly requests: string[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  /** Answers GET of a deleted connector so many more times as if it were still there. */
  deleteLag = 0;
  /** Says so many times that it is still starting; until then it lists nothing. */
  starting = 0;
  version = '4.3.1';
  url = '';
  readonly #bad: BadDay[] = [];
  readonly #leaving = new Map<string, { stored: Stored; looks: number }>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
    return this.url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  next(...days: BadDay[]): void {
    this.#bad.push(...days);
  }

  /** Requests that are not reads. */
  get writes(): string[] {
    return this.requests.filter((request) => !request.startsWith('GET'));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { method = 'GET', url = '/' } = request;
    this.requests.push(`${method} ${url}`);
    this.headers.push(request.headers);
    const index = this.#bad.findIndex((day) => (day.method ?? method) === method && (day.path?.test(url) ?? true));
    if (index < 0) return send(response, ...this.#perform(method, url, body));
    const [day] = this.#bad.splice(index, 1);
    if (day === undefined) return;
    if (day.perform === true) this.#perform(method, url, body);
    misbehave(day.how, request, response);
  }

  #perform(method: string, url: string, body: string): [number, unknown] {
    const [, , encoded = '', action = ''] = url.split('?')[0]?.split('/') ?? [];
    const name = decodeURIComponent(encoded);
    if (url === '/') return [200, { version: this.version, commit: 'fake' }];
    if (url === '/health') {
      if (this.starting === 0) return [200, { status: 'healthy', message: 'ready' }];
      this.starting -= 1;
      return [503, { status: 'starting', message: 'Worker is still starting up.' }];
    }
    if (url.startsWith('/connectors?') && this.starting > 0) return [200, {}];
    if (url.startsWith('/connectors?')) {
      return [200, Object.fromEntries([...this.connectors].map(([key, stored]) => [key, expanded(key, stored)]))];
    }
    if (method === 'POST' && url === '/connectors') {
      const asked: { name: string; config: Record<string, string>; initial_state?: string } = JSON.parse(body);
      if (this.connectors.has(asked.name)) {
        return [409, { error_code: 409, message: `Connector ${asked.name} already exists` }];
      }
      this.connectors.set(asked.name, { config: asked.config, state: asked.initial_state ?? 'RUNNING' });
      return [201, { name: asked.name, config: asked.config, tasks: [], type: 'source' }];
    }
    const leaving = this.#leaving.get(name);
    const stored = this.connectors.get(name) ?? this.#stillLeaving(name, leaving);
    if (stored === undefined) return [404, { error_code: 404, message: `Connector ${name} not found` }];
    if (method === 'DELETE' && action === '') {
      this.connectors.delete(name);
      this.#leaving.set(name, { stored, looks: this.deleteLag });
      return [204, undefined];
    }
    if (method === 'PUT' && action === 'config') stored.config = JSON.parse(body);
    if (method === 'PUT' && action === 'pause') stored.state = 'PAUSED';
    if (method === 'PUT' && action === 'resume') stored.state = 'RUNNING';
    if (method === 'PUT' && action === 'stop') stored.state = 'STOPPED';
    if (method === 'GET' && action === 'config') return [200, stored.config];
    if (method === 'GET' && action === 'topics') return [200, { [name]: { topics: [] } }];
    if (method === 'GET' && action === 'status') return [200, expanded(name, stored).status];
    if (method === 'GET' && action === '') return [200, expanded(name, stored).info];
    return [202, undefined];
  }

  #stillLeaving(name: string, leaving: { stored: Stored; looks: number } | undefined): Stored | undefined {
    if (leaving === undefined || leaving.looks === 0) {
      this.#leaving.delete(name);
      return undefined;
    }
    leaving.looks -= 1;
    return leaving.stored;
  }
}

function expanded(name: string, stored: Stored) {
  const failed = stored.trace === undefined ? { state: 'RUNNING' } : { state: 'FAILED', trace: stored.trace };
  const tasks = stored.state === 'RUNNING' ? [{ id: 0, worker_id: 'fake:8083', ...failed }] : [];
  const type = stored.config['connector.class']?.includes('Sink') ? 'sink' : 'source';
  return {
    info: { name, config: stored.config, tasks: [], type },
    status: { name, connector: { state: stored.state, worker_id: 'fake:8083' }, tasks, type },
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function misbehave(how: BadDay['how'], request: IncomingMessage, response: ServerResponse): void {
  if (how === 'hang') return;
  if (how === 'late') {
    setTimeout(() => send(response, 202, undefined), 60);
    return;
  }
  if (how === 'reset') {
    request.socket.destroy();
    return;
  }
  if (how === 'slow body') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
    return;
  }
  if ('redirect' in how) {
    response.writeHead(302, { location: how.redirect });
    response.end();
    return;
  }
  if ('bytes' in how) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(Buffer.alloc(how.bytes, ' '));
    return;
  }
  if ('html' in how) {
    response.writeHead(how.status, { 'content-type': 'text/html' });
    response.end(how.html);
    return;
  }
  response.writeHead(how.status, { 'content-type': 'application/json', ...how.headers });
  response.end(JSON.stringify({ error_code: how.status, message: how.message }));
}
