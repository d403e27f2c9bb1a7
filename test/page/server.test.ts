import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../src/base/context.ts';
import { clock } from '../../src/base/process-context.ts';
import type { Route } from '../../src/page/answer.ts';
import { assetRoutes } from '../../src/page/assets.ts';
import { openPage, type Page } from '../../src/page/page.ts';
import { PageServer } from '../../src/page/server.ts';
import { pageSource } from '../../src/verbs/shared/page-source.ts';

/** No cluster runs here: what is declared is shown all the same, and what is missing is said. */
const home = mkdtempSync(join(tmpdir(), 'pipeline-page-'));
const folder = join(home, 'bundle');
const abort = new AbortController();
const silent = { write: () => {}, isTerminal: false, columns: undefined, colour: false };
const context: Context = {
  output: silent,
  messages: silent,
  input: Readable.from([]),
  environment: { PIPELINE_HOME: join(home, 'no-cluster') },
  directory: home,
  clock,
  signal: abort.signal,
};
const options = { cluster: 'embedded', output: 'text', var: {}, insecure: false } as const;
const access = { host: '127.0.0.1' };
let page: Page;
let readOnly: Page;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(home, 'config'));
  writeFileSync(
    join(folder, 'index.html'),
    '<meta name="pipeline-token" content="TOKEN">FIRST VIEW<script type="application/json">"OVERVIEW"</script>',
  );
  writeFileSync(join(folder, 'render.mjs'), 'export const render = () => "drawn";');
  writeFileSync(join(folder, 'assets', 'main-1.js'), `${'// long enough to be worth it\n'.repeat(100)}`);
  writeFileSync(
    join(home, 'config', 'shop.yaml'),
    `pipeline: shop
events: { click: { fields: { page: string } } }
topics: { clicks: { event: click, partitions: 1 } }
sinks: { lake: { from: clicks, file: { path: ${home}/lake, format: json, roll: { every: 10s } } } }
`,
  );
  page = await openPage(pageSource(context, [], options), { access, port: 0, readOnly: false, folder });
  readOnly = await openPage(pageSource(context, [], options), { access, port: 0, readOnly: true, folder });
});

afterAll(async () => {
  abort.abort();
  await page.close();
  await readOnly.close();
  rmSync(home, { recursive: true, force: true });
});

interface Told {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function ask(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  { method = 'GET', of = page }: { readonly method?: string; readonly of?: Page } = {},
): Promise<Told> {
  const { promise, resolve, reject } = Promise.withResolvers<Told>();
  const asked = request(new URL(path, of.url), { method, headers }, (response) => {
    let body = '';
    response.on('data', (chunk) => {
      body += String(chunk);
    });
    response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
  });
  asked.on('error', reject).end();
  return promise;
}

test('every answer forbids what is not of the page itself', async () => {
  for (const path of ['/', '/assets/main-1.js', '/assets/none.js', '/api/overview', '/api/none']) {
    const { headers } = await ask(path);
    expect(headers['content-security-policy'], path).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy'], path).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  }
});

test('a name that was pointed at this machine, and another site, are refused', async () => {
  expect((await ask('/api/overview', { host: 'evil.example' })).status).toBe(421);
  expect((await ask('/api/overview', { origin: 'http://evil.example' })).status).toBe(403);
  expect((await ask('/api/overview', { origin: 'null' })).status).toBe(403);
  const foreign = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
  expect((await ask('/api/overview', foreign)).status).toBe(403);
  expect((await ask('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200);
  expect((await ask('/api/overview', { origin: new URL(page.url).origin })).status).toBe(200);
});

test('a write needs the token of the page, and where it only reads there is none', async () => {
  const [, token = ''] = /content="([^"]+)"/.exec((await ask('/')).body) ?? [];
  expect(token).toHaveLength(32);
  const path = '/api/nothing/to/write';
  expect((await ask(path, {}, { method: 'POST' })).status).toBe(403);
  expect((await ask(path, { 'x-pipeline-token': `${token.slice(1)}x` }, { method: 'POST' })).status).toBe(403);
  expect((await ask(path, { 'x-pipeline-token': token }, { method: 'POST' })).status).toBe(404);
  expect((await ask(path, {}, { method: 'DELETE' })).status).toBe(405);
  expect((await ask('/', {}, { of: readOnly })).body).toContain('content=""');
  const refused = await ask(path, { 'x-pipeline-token': '' }, { method: 'POST', of: readOnly });
  expect([refused.status, refused.body]).toEqual([403, expect.stringContaining('--read-only')]);
});

test('every address but those of the server is the page, and no file beside its own is given', async () => {
  for (const path of ['/', '/connectors/a%2Fb', '/items?q=x', '/no/such/page']) {
    expect((await ask(path)).body, path).toContain('pipeline-token');
  }
  for (const path of ['/assets/../index.html', '/assets/..%2Findex.html', '/assets/%2e%2e/index.html']) {
    expect((await ask(path)).status === 200 && (await ask(path)).body.includes('worth it'), path).toBe(false);
  }
  const asset = await ask('/assets/main-1.js', { 'accept-encoding': 'gzip' });
  expect(asset.headers).toMatchObject({
    'content-encoding': 'gzip',
    'cache-control': expect.stringMatching('immutable'),
  });
  expect((await ask('/api/connectors/%E0')).status).toBe(400);
});

test('without a cluster it says so, and shows what is declared as not known', async () => {
  let told = await ask('/api/overview');
  // On a slow machine the first answers say that the cluster is still asked.
  while ('reading' in JSON.parse(told.body)) told = await ask('/api/overview');
  const { status, body } = told;
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({
    troubles: [{ about: 'The cluster', message: expect.stringContaining('does not run'), hint: expect.any(String) }],
    items: [{ name: 'shop.lake', condition: 'not known', healthy: true, declared: true, reads: ['clicks'] }],
  });
  const connector = await ask('/api/connectors/shop.lake');
  expect([connector.status, JSON.parse(connector.body).error.hint]).toEqual([
    502,
    expect.stringContaining('pipeline up'),
  ]);
});

test('who listens is told at once, and again', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const asked = request(new URL('/api/events', page.url), (response) => {
    let text = '';
    response.on('data', (chunk) => {
      text += String(chunk);
      if (text.split('data: ').length > 2) resolve(text);
    });
  });
  asked.on('error', () => {}).end();
  const [, ...events] = (await promise).split('data: ');
  asked.destroy();
  expect(events.map((event) => JSON.parse(event).cluster)).toEqual(['embedded', 'embedded']);
});

test('whoever asks for the head alone of what never ends is answered', async () => {
  const { status, headers, body } = await ask('/api/events', {}, { method: 'HEAD' });
  expect([status, headers['content-type'], body]).toEqual([200, 'text/event-stream; charset=utf-8', '']);
});

test('a port that is taken is refused with a way out', async () => {
  const port = Number(new URL(page.url).port);
  const again = openPage(pageSource(context, [], options), { access, port, readOnly: true, folder });
  await expect(again).rejects.toMatchObject({ code: 'refused', hint: expect.stringContaining('0 for any') });
});

test('behind a password nobody is told anything without it, wherever they ask', async () => {
  const password = 'a password that is long';
  const guarded = await openPage(pageSource(context, [], options), {
    access: { ...access, password },
    port: 0,
    readOnly: false,
    folder,
  });
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
  for (const path of ['/', '/assets/main-1.js', '/api/overview', '/api/events', '/api/plan', '/api/none']) {
    for (const given of [{}, basic('me:wrong'), basic('me:'), { authorization: password }]) {
      const { status, headers, body } = await ask(path, given, { of: guarded });
      expect(status, path).toBe(401);
      expect(headers['www-authenticate']).toMatch('Basic');
      expect(body).not.toContain('pipeline-token');
    }
  }
  expect((await ask('/', basic(`anybody:${password}`), { of: guarded })).status).toBe(200);
  expect((await ask('/', { ...basic(`me:${password}`), host: 'evil.example' }, { of: guarded })).status).toBe(421);
  await guarded.close();
});

test('behind a reverse proxy its header is demanded, and its public address is our own', async () => {
  const [password, header] = ['a password that is long', 'X-From-Proxy'];
  const publicUrl = new URL('https://pipeline.example.org');
  const proxied = await openPage(pageSource(context, [], options), {
    access: { ...access, password, header, publicUrl },
    port: 0,
    readOnly: false,
    folder,
  }).then((opened) => ({ ...opened, url: `http://127.0.0.1:${opened.port}/` }));
  const sent = { host: 'pipeline.example.org', origin: 'https://pipeline.example.org' };
  expect((await ask('/', sent, { of: proxied })).status).toBe(403);
  expect((await ask('/', { ...sent, 'x-from-proxy': 'guessed' }, { of: proxied })).status).toBe(403);
  expect((await ask('/', { ...sent, 'x-from-proxy': password }, { of: proxied })).status).toBe(200);
  const stranger = { ...sent, 'x-from-proxy': password, origin: 'https://evil.example' };
  expect((await ask('/', stranger, { of: proxied })).status).toBe(403);
  await proxied.close();
});

test('a viewer who is slow is waited for as often as it takes, and leaves nothing behind', async () => {
  const warnings: string[] = [];
  const warned = ({ name }: Error) => warnings.push(name);
  process.on('warning', warned);
  async function* chunks() {
    for (let chunk = 0; chunk < 40; chunk++) yield 'x'.repeat(2 ** 20);
  }
  const route: Route = {
    method: 'GET',
    path: /^\/long$/,
    answer: async () => ({ type: 'application/x-ndjson', chunks: chunks() }),
  };
  const server = await PageServer.open({ host: '127.0.0.1', port: 0, token: undefined }, [route]);
  try {
    const answer = await fetch(`http://127.0.0.1:${server.port}/long`);
    expect((await answer.arrayBuffer()).byteLength).toBe(40 * 2 ** 20);
    expect(warnings).toEqual([]);
  } finally {
    process.off('warning', warned);
    await server.close();
  }
});

test('what is known goes with the document, drawn and as it is, and ends no element of it', async () => {
  const hostile = { cluster: 'shop', name: '</script><script>alert(1)</script>$&' };
  for (const known of [JSON.stringify(hostile), undefined]) {
    const route = assetRoutes(
      folder,
      undefined,
      () => known,
      ({ pathname }, said) => `<p>${pathname} ${said?.cluster}</p>`,
    ).at(-1);
    const url = new URL('/items?q=x', page.url);
    const asked = { parts: [], url, query: url.searchParams, body: undefined, gone: abort.signal };
    const answer = await route?.answer(asked);
    const body = answer !== undefined && 'body' in answer ? String(answer.body) : '';
    const [, inside = ''] = /json">(.*?)<\/script>/.exec(body) ?? [];
    expect(inside === '' ? undefined : JSON.parse(inside)).toEqual(known === undefined ? undefined : hostile);
    expect(body).toContain(`<p>/items ${known === undefined ? undefined : 'shop'}</p>`);
    expect(body.match(/<script/g)).toHaveLength(1);
  }
});
