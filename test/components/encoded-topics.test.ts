import { expect, test } from 'vitest';
import { compile } from '../../src/pipeline/compile/compile.ts';
import { loadPipelines } from '../../src/pipeline/compile/load.ts';
import { cluster, contextIn, diagnosed } from '../language/reading.ts';

const withRegistry = {
  ...cluster,
  registry: { url: 'http://registry.invalid', username: 'ann', passwordSecret: 'PW' },
};

const load = (sources: string) =>
  loadPipelines(
    ['-'],
    withRegistry,
    contextIn(
      import.meta.dirname,
      `pipeline: shop\nevents: { order: { fields: { id: string } } }\ntopics: { orders: { format: avro, event: order }, others: {} }\n${sources}`,
    ),
    { vars: {} },
  );

test('a datagen source of a topic in Avro knows the format, and the registry without its password', async () => {
  const { pipelines } = await load('sources: { made: { to: orders, datagen: { count: 5 } } }\n');
  const [made] = compile(pipelines, withRegistry).connectors;
  expect(JSON.parse(made?.config['topic.orders.event'] ?? '').encoding).toEqual({
    format: 'avro',
    subject: 'orders-value',
  });
  expect(made?.config).toMatchObject({ 'registry.url': 'http://registry.invalid', 'registry.user': 'ann' });
  expect(made?.config['registry.password']).toMatch(/^\$\{file:.*:PW\}$/);
});

test('the registry is named where a topic needs it, and nowhere else', async () => {
  const plain = 'sources: { made: { to: others, datagen: { count: 5 } } }\n';
  const { pipelines } = await loadPipelines(
    ['-'],
    withRegistry,
    contextIn(
      import.meta.dirname,
      `pipeline: shop\nevents: { order: { fields: { id: string } } }\ntopics: { others: { event: order } }\n${plain}`,
    ),
    { vars: {} },
  );
  expect(compile(pipelines, withRegistry).connectors[0]?.config).not.toHaveProperty('registry.url');
});

test('an http source of a topic in Avro knows the format and the registry, one of another topic neither', async () => {
  const http = (to: string) => `{ to: ${to}, http: { url: "http://x.invalid/a", every: 5m } }`;
  const { pipelines } = await load(`sources: { asked: ${http('orders')}, plain: ${http('others')} }\n`);
  const [asked, plain] = compile(pipelines, withRegistry).connectors;
  expect(JSON.parse(asked?.config.event ?? '').encoding).toEqual({ format: 'avro', subject: 'orders-value' });
  expect(asked?.config).toMatchObject({ 'registry.url': 'http://registry.invalid', 'registry.user': 'ann' });
  expect(Object.keys(plain?.config ?? {}).filter((key) => /^(event|registry)/.test(key))).toEqual([]);
});

test('a job that reads it is a mistake', async () => {
  const spark = 'jobs: { copy: { from: orders, spark: { every: 10s }, hdfs: { path: /x, format: parquet } } }';
  const found = await diagnosed(load(`${spark}\n`));
  expect(found.filter(({ rule }) => rule === 'plain-json').map(({ message }) => message)).toEqual([
    '`orders` holds avro, and spark knows plain JSON in topics',
  ]);
});
