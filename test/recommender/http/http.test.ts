import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { healthRoute } from '../../../src/recommender/http/health.ts';
import { metricsRoute } from '../../../src/recommender/http/metrics.ts';
import { recommendationsRoute } from '../../../src/recommender/http/recommendations.ts';
import { InstanceServer } from '../../../src/recommender/http/server.ts';
import { similarRoute } from '../../../src/recommender/http/similar.ts';
import { stateRoute } from '../../../src/recommender/http/state.ts';
import { digestsOf } from '../../../src/recommender/model/digest.ts';
import { Model } from '../../../src/recommender/model/model.ts';
import type { RecommenderSpec } from '../../../src/recommender/spec.ts';

const spec: RecommenderSpec = {
  from: ['views'],
  to: 'lists',
  user: 'user',
  item: 'item',
  weights: { view: 1 },
  types: {},
  top: 3,
  history: 10,
  excludeKnown: true,
};
const model = new Model({ history: 10, known: 10 });
for (const [user, items] of [
  ['ann', ['tea', 'cup']],
  ['bob', ['tea', 'cup', 'spoon']],
  ['cleo/x', ['saw', 'tea']],
] as const) {
  for (const item of items) model.learn({ user, item, weight: 1, time: 1_000 });
}
let ready = true;
const knowledge = {
  spec,
  get learned() {
    return ready ? { model, applied: 7 } : undefined;
  },
  rows: async () => ({ source: model, asOf: { log: 7 } }),
  whilePaused: <T>(work: () => Promise<T>) => work(),
};
let server: InstanceServer;

beforeAll(async () => {
  server = await InstanceServer.open({ host: '127.0.0.1', port: 0 }, [
    recommendationsRoute(knowledge),
    similarRoute(knowledge),
    stateRoute(knowledge),
    healthRoute(() => ({ ok: ready, state: ready ? 'RUNNING' : 'STARTING' })),
    metricsRoute('a "b"', () => [{ name: 'events_total', help: 'Events.', type: 'counter', value: 6 }]),
  ]);
});
afterAll(() => server.close());

async function ask(path: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await fetch(`http://${server.address}${path}`);
  return { status: answer.status, body: await answer.json() };
}

/** The status of a request that says another Host. */
const askAs = (host: string) => askRaw('/healthz', { host });

/** The status of a request for exactly this path. */
function askRaw(path: string, headers: Readonly<Record<string, string>> = {}): Promise<number | undefined> {
  const [, port] = server.address.split(':');
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      resolve(response.resume().statusCode);
    })
      .on('error', reject)
      .end();
  });
}

test("a user's list comes with what it is as of; ids are taken out of the path decoded", async () => {
  const { status, body } = await ask('/recommendations/cleo%2Fx');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    user: 'cleo/x',
    known: true,
    items: [
      { item: 'cup', because: ['tea'] },
      { item: 'spoon', because: ['tea'] },
    ],
    asOf: { log: 7 },
    time: '1970-01-01T00:00:01.000Z',
  });
});

test('an explained list names the counts it follows from', async () => {
  const { body } = await ask('/recommendations/cleo%2Fx?explain');
  expect(body).toMatchObject({
    explanation: {
      profile: [
        { item: 'tea', share: 1, itemCount: 3, popularity: 3 },
        { item: 'saw', share: 0.8, itemCount: 1, popularity: 1 },
      ],
      items: [
        { item: 'cup', itemCount: 2, popularity: 2, links: [{ item: 'tea', pairs: 2, sequences: 5040 }] },
        { item: 'spoon', itemCount: 1, popularity: 1, links: [{ item: 'tea', pairs: 1, sequences: 1260 }] },
      ],
    },
  });
});

test('who is not known gets what is popular', async () => {
  const { body } = await ask('/recommendations/stranger');
  expect(body).toMatchObject({
    known: false,
    items: [
      { item: 'tea', score: 0, because: [] },
      { item: 'cup', score: 0, because: [] },
      { item: 'saw', score: 0, because: [] },
    ],
    time: null,
  });
});

test('similar items carry their counts; an item that nobody had is not found', async () => {
  expect(await ask('/similar/cup')).toMatchObject({
    status: 200,
    body: {
      item: 'cup',
      items: [{ item: 'tea', similarity: 2 / Math.sqrt(6), pairs: 2, itemCount: 3 }, { item: 'spoon' }],
    },
  });
  expect((await ask('/similar/nothing')).status).toBe(404);
});

test('the state gives digests that can be held against others', async () => {
  const { body } = await ask('/state');
  const { base } = digestsOf(model);
  expect(body).toMatchObject({ asOf: 7, users: 3, items: 4, base: base.toString(16).padStart(32, '0') });
});

test('metrics are text as Prometheus reads it, the name escaped', async () => {
  const answer = await fetch(`http://${server.address}/metrics`);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await answer.text()).toBe(
    '# HELP pipeline_recommender_events_total Events.\n# TYPE pipeline_recommender_events_total counter\n' +
      'pipeline_recommender_events_total{recommender="a \\"b\\""} 6\n',
  );
});

test('an instance that has no state yet says so', async () => {
  ready = false;
  try {
    for (const path of ['/healthz', '/recommendations/ann', '/similar/tea', '/state']) {
      expect((await ask(path)).status, path).toBe(503);
    }
  } finally {
    ready = true;
  }
  expect((await ask('/healthz')).status).toBe(200);
});

test('a request that was meant for another host is not answered', async () => {
  expect(await askAs('shop.example:80')).toBe(421);
  expect(await askAs('localhost')).toBe(200);
  expect(await askAs(server.address)).toBe(200);
  expect(await askAs('[::1]:80')).toBe(200);
});

test('what is not there, and what is asked in the wrong way, is told', async () => {
  expect((await ask('/elsewhere')).status).toBe(404);
  expect((await ask('/recommendations/%ff')).status).toBe(400);
  const posted = await fetch(`http://${server.address}/similar/tea`, { method: 'POST', body: 'x' });
  expect(posted.status).toBe(405);
  for (const path of ['//', '///', '/?', '//recommendations/ann']) expect(await askRaw(path)).toBe(404);
  for (const path of ['*', 'nothing', 'http://']) expect(await askRaw(path)).toBe(400);
});

test('a parameter that the path does not know is refused, with those that it knows', async () => {
  expect(await ask('/recommendations/ann?n=5&offset=10&exclude=i1')).toEqual({
    status: 400,
    body: { error: '/recommendations/ann knows no parameter n; it takes explain.' },
  });
  expect((await ask('/recommendations/ann?explain&n=5')).status).toBe(400);
  expect(await ask('/similar/tea?top=5')).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('takes none') },
  });
  expect((await ask('/healthz?verbose')).status).toBe(400);
});

test('a request that comes too slowly is cut off', async () => {
  const impatient = await InstanceServer.open({ host: '127.0.0.1', port: 0 }, [], 100);
  const [host, port] = impatient.address.split(':');
  const socket = connect(Number(port), host);
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  // Node alone looks every 30 s; a busy machine may need a while, too.
  const late = AbortSignal.timeout(20_000);
  await once(socket, 'close', { signal: late });
  expect(answer).toContain('408');
  await impatient.close();
});
