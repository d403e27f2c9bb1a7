import { beforeAll, describe, expect, test } from 'vitest';
import { askConnect } from './apply-fixtures.ts';
import { run, testCluster, uniqueName } from './harness.ts';

const source = 'org.apache.kafka.connect.file.FileStreamSourceConnector';
const http = 'pipeline.connect.http.HttpSourceConnector';
const sink = 'pipeline.connect.filesystem.FilesystemSinkConnector';
const secret = uniqueName('canary').toUpperCase().replaceAll('-', '_');
const canary = `value-of-${secret.toLowerCase()}`;
const reference = () => `\${file:${testCluster().home}/secrets.properties:${secret}}`;

const requests = { http: 'http://127.0.0.1:9/nothing', every: '60000' };
const filesystem = { topics: 'none', path: 'file:///tmp/none', format: 'json' };

async function send(method: string, path: string, body: unknown) {
  const { url } = testCluster().addresses.connect;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: text,
  });
  return { status: response.status, text: await response.text() };
}

const validate = (plugin: string, config: Readonly<Record<string, string>>) =>
  send('PUT', `/connector-plugins/${plugin}/config/validate`, { name: 'canary', 'connector.class': plugin, ...config });

beforeAll(async () => {
  expect(await run(['secret', 'set', secret], { input: `${canary}\n` })).toMatchObject({ exitCode: 0 });
});

/** Plain keys, keys of transforms, predicates, converters and clients, keys that errors repeat, keys nobody defines. */
const readable: readonly (readonly [plugin: string, key: string, more: Readonly<Record<string, string>>])[] = [
  [source, 'topic', { file: 'none' }],
  [source, 'tasks.max', { file: 'none', topic: 'none' }],
  [source, 'config.action.reload', { file: 'none', topic: 'none' }],
  [source, 'topic.creation.default.partitions', { file: 'none', topic: 'none' }],
  [source, 'producer.override.client.id', { file: 'none', topic: 'none' }],
  [source, 'transforms', { file: 'none', topic: 'none' }],
  [
    source,
    'transforms.a.static.value',
    {
      file: 'none',
      topic: 'none',
      transforms: 'a',
      'transforms.a.type': 'org.apache.kafka.connect.transforms.InsertField$Value',
      'transforms.a.static.field': 'x',
    },
  ],
  [
    source,
    'predicates.p.pattern',
    {
      file: 'none',
      topic: 'none',
      predicates: 'p',
      'predicates.p.type': 'org.apache.kafka.connect.transforms.predicates.TopicNameMatches',
    },
  ],
  [
    source,
    'value.converter.schemas.enable',
    { file: 'none', topic: 'none', 'value.converter': 'org.apache.kafka.connect.json.JsonConverter' },
  ],
  ['FileStreamSource', 'topic', { file: 'none' }],
  [http, 'url', { topic: 'none', 'every.ms': requests.every }],
  [http, 'targets', { url: requests.http, topic: 'none', 'every.ms': requests.every }],
  [http, 'query.key', { url: requests.http, topic: 'none', 'every.ms': requests.every }],
  [sink, 'path', { topics: 'none', format: 'json' }],
  [sink, 's3.endpoint', filesystem],
];

describe('a secret is not read by', () => {
  test.each(readable)('validate of %s, under %s', async (plugin, key, more) => {
    const { status, text } = await validate(plugin, { ...more, [key]: reference() });
    expect(text).not.toContain(canary);
    expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining(`The key ${key} may not refer`) });
  });

  test('a plugin named by a reference, or one that is not there', async () => {
    for (const plugin of [reference(), 'no.such.Plugin']) {
      const answer = await validate('FileStreamSource', { 'connector.class': plugin, password: reference() });
      expect(answer.text).not.toContain(canary);
      expect(answer.status).toBe(400);
    }
  });

  test('creating or changing a connector, whose errors repeat what is wrong', async () => {
    const name = uniqueName('canary');
    const config = { 'connector.class': source, file: '/dev/null', topic: name, 'tasks.max': '1' };
    const wrong = { ...config, 'tasks.max': reference() };
    const answers = [
      await send('POST', '/connectors', { name, config: wrong }),
      await send('PUT', `/connectors/${name}/config`, wrong),
      await send('PUT', `/connectors/${name}%2f../config`, wrong),
      await send('POST', '/connectors/', JSON.stringify({ name, config: wrong }).replace('$', '\\u0024')),
    ];
    expect(await send('PUT', `/connectors/${name}/config`, config)).toMatchObject({ status: 201 });
    answers.push(await send('PATCH', `/connectors/${name}/config`, { 'tasks.max': reference() }));
    // A key that hides it first, and then another plugin, which would show it.
    expect(await send('PUT', `/connectors/${name}/config`, { ...config, url: reference() })).toMatchObject({
      status: 200,
    });
    answers.push(await send('PATCH', `/connectors/${name}/config`, { 'connector.class': http, 'every.ms': '60000' }));
    for (const { status, text } of answers) {
      expect(text).not.toContain(canary);
      expect(status).toBeGreaterThanOrEqual(400);
    }
    const shown = await Promise.all(
      ['', '/config', '/tasks', '/status', '/topics'].map((path) => askConnect(`/connectors/${name}${path}`)),
    );
    expect(shown.map(({ body }) => body).join('')).not.toContain(canary);
    expect((await send('DELETE', `/connectors/${name}`, '')).status).toBe(204);
  });
});

describe('a reference is taken', () => {
  const hidden: typeof readable = [
    [http, 'secret.query.appid', { url: requests.http, topic: 'none', 'every.ms': requests.every }],
    [http, 'secret.header.Authorization', { url: requests.http, topic: 'none', 'every.ms': requests.every }],
    [sink, 's3.secret.key', filesystem],
    [source, 'producer.override.sasl.jaas.config', { file: 'none', topic: 'none' }],
    [source, 'store.password', { file: 'none', topic: 'none' }],
  ];
  test.each(hidden)('under a key that hides it: %s, %s', async (plugin, key, more) => {
    const { status, text } = await validate(plugin, { ...more, [key]: reference() });
    expect(status).toBe(200);
    expect(text).not.toContain(canary);
  });

  test('as the text that it is where it cannot name a config provider', async () => {
    const { status, text } = await validate(source, { file: 'none', topic: `\${topic}-\${day}` });
    expect(status).toBe(200);
    expect(text).toContain(`\${topic}-\${day}`);
  });
});

test('doctor says that the workers show no secrets', async () => {
  expect((await run(['doctor'])).stdout).toContain(
    '✓ rest      Connect refuses to show what its config providers find',
  );
});
