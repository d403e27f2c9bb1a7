import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/pipeline/compile/compile.ts';
import { loadPipelines } from '../../../src/pipeline/compile/load.ts';
import { renderDiagnostics } from '../../../src/ui/code-frame.ts';
import { cluster, contextIn, diagnosed, kept, read } from '../../language/reading.ts';

const folder = join(import.meta.dirname, 'golden');

describe('wrong words are answered with their places', () => {
  test.each(['requests', 'items', 'auth', 'secrets'])('%s.yaml', async (name) => {
    const found = await diagnosed(loadPipelines([`${name}.yaml`], cluster, contextIn(folder), { vars: {} }));
    await expect(renderDiagnostics(found, kept())).toMatchFileSnapshot(join(folder, `${name}.txt`));
  });
});

const weather = (words: string) => `
pipeline: weather
topics: { observations: { key: city } }
sources:
  api: { to: observations, http: { ${words} } }
`;

async function configOf(words: string) {
  const { pipelines } = await read(weather(words));
  return compile(pipelines, cluster).connectors[0];
}

describe('what the connector receives', () => {
  test('a secret stands under a key that hides it, whatever surrounds it', async () => {
    const connector = await configOf(
      'url: "https://api.example/v1", every: 1m, query: { units: metric, n: 5, appid: "${secret:KEY}" }, headers: { Authorization: "Bearer ${secret:TOKEN}", X-Mode: raw }',
    );
    expect(connector?.config).toMatchObject({
      'query.units': 'metric',
      'query.n': '5',
      'secret.query.appid': '${file:/run/secrets.properties:KEY}',
      'secret.header.Authorization': 'Bearer ${file:/run/secrets.properties:TOKEN}',
      'header.X-Mode': 'raw',
    });
    expect(connector?.secretKeys).toEqual(['secret.header.Authorization', 'secret.query.appid']);
  });

  test('units are milliseconds and bytes, targets and mappings JSON, the key the topic’s', async () => {
    const connector = await configOf(
      'url: "https://api.example/{id}", every: 1.5m, timeout: 2s, limit: 64KiB, unchanged: /a/b, add: [city], record: { t: /main/t }, targets: [{ id: 1, city: Île }]',
    );
    expect(connector?.config).toMatchObject({
      topic: 'observations',
      url: 'https://api.example/{id}',
      'every.ms': '90000',
      'timeout.ms': '2000',
      'limit.bytes': '65536',
      unchanged: '/a/b',
      add: 'city',
      record: '{"t":"/main/t"}',
      targets: '[{"id":1,"city":"Île"}]',
      'key.field': 'city',
      'exactly.once.support': 'required',
    });
  });

  test('items, pages and a body are keys of their own', async () => {
    const connector = await configOf(
      'url: "https://api.example/v1", every: 1m, method: POST, body: { query: "{ items {id} }", variables: { after: "{cursor}", since: "{since}" } }, items: /data/items, unchanged: [id, v], since: at, remember: 500, pages: { cursor: /data/end, more: /data/more, max: 9 }',
    );
    expect(connector?.config).toMatchObject({
      method: 'POST',
      body: '{"query":"{ items {id} }","variables":{"after":"{cursor}","since":"{since}"}}',
      items: '/data/items',
      unchanged: '["id","v"]',
      since: 'at',
      remember: '500',
      'pages.cursor': '/data/end',
      'pages.more': '/data/more',
      'pages.max': '9',
    });
  });

  test('plain http may carry a secret to this machine and to services of the cluster', async () => {
    for (const url of ['http://127.0.0.1:8090/x', 'http://localhost/x', '${cluster:weather-api}/x']) {
      await expect(configOf(`url: "${url}", every: 1m, query: { appid: "\${secret:KEY}" }`)).resolves.toBeDefined();
    }
  });
});
