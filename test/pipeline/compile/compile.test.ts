import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../../src/pipeline/compile/compile.ts';
import { MARK } from '../../../src/pipeline/compile/desired.ts';
import { loadPipelines } from '../../../src/pipeline/compile/load.ts';
import { digestConfig } from '../../../src/pipeline/compile/mark.ts';
import { restCalls } from '../../../src/pipeline/compile/rest-calls.ts';
import { cluster, contextIn, read } from '../../language/reading.ts';

const root = join(import.meta.dirname, '../../..');
const compiled = async (yaml: string) => compile((await read(yaml)).pipelines, cluster);

describe('a pipeline as Connect and Kafka see it', () => {
  test('a sink keeps what it rejects, unless told to stop at the first', async () => {
    const { connectors, topics } = await compiled(`pipeline: shop
topics: { t: {} }
sinks:
  a: { from: t, connector: { class: X } }
  b: { from: t, connector: { class: X }, deadLetter: rejected }
  c: { from: t, connector: { class: X }, deadLetter: false }
`);
    const keys = connectors.map(({ config }) => [
      config['errors.tolerance'],
      config['errors.deadletterqueue.topic.name'],
    ]);
    expect(keys).toEqual([
      ['all', 'shop.a.dead-letters'],
      ['all', 'rejected'],
      ['none', undefined],
    ]);
    expect(topics.map(({ name, partitions }) => `${name} ${partitions}`)).toEqual([
      'rejected 1',
      'shop.a.dead-letters 1',
      't 3',
    ]);
  });

  test('topics keep records of long ago unless the file says otherwise', async () => {
    const { topics } = await compiled(
      'pipeline: p\ntopics: { a: {}, b: { config: { retention.ms: 1000, cleanup.policy: compact } } }\n',
    );
    expect(topics.map(({ config }) => config)).toEqual([
      { 'retention.ms': '-1' },
      { 'retention.ms': '1000', 'cleanup.policy': 'compact' },
    ]);
  });

  test('transforms become named keys in their order', async () => {
    const { connectors } = await compiled(`pipeline: p
topics: { t: {} }
sinks: { s: { from: t, connector: { class: X }, transforms: [{ type: A, n: 1 }, { name: last, type: B }] } }
`);
    expect(connectors[0]?.config).toMatchObject({
      transforms: 't1,last',
      'transforms.t1.type': 'A',
      'transforms.t1.n': '1',
      'transforms.last.type': 'B',
    });
  });

  test('the mark names the pipeline and changes with every other key', async () => {
    const yaml = (extra: string) =>
      `pipeline: p\ntopics: { t: {} }\nsinks: { s: { from: t, connector: { class: X }, extra: { a: ${extra} } } }\n`;
    const marks = await Promise.all(
      [1, 1, 2].map(async (value) => (await compiled(yaml(String(value)))).connectors[0]?.config),
    );
    expect(marks[0]).toEqual(marks[1]);
    expect(marks[0]?.[MARK]).not.toBe(marks[2]?.[MARK]);
    expect(marks[0]?.[MARK]).toMatch(new RegExp(`^p\\.[a-z]+ ${digestConfig(marks[0] ?? {})}$`));
  });

  test('a secret travels as a reference, and its key is known as secret', async () => {
    const { connectors } = await compiled(`pipeline: p
topics: { t: {} }
sinks: { s: { from: t, connector: { class: X, config: { db.password: "\${secret:PG}", db.user: me } } } }
`);
    expect(connectors[0]?.config['db.password']).toBe('${file:/run/secrets.properties:PG}');
    expect(connectors[0]?.secretKeys).toEqual(['db.password']);
  });

  test('the recommender is told how each topic names its types, and its own topics are declared', async () => {
    const { jobs, topics } = await compiled(`pipeline: p
events:
  visit: { by: kind, fields: { u: string, i: string }, types: { view: {}, buy: {} }, aliases: { vue: view } }
  click: { fields: { u: string, i: string } }
topics: { visits: { event: visit, key: u }, clicks: { event: click, key: u } }
recommender: { from: [visits, clicks], to: r, user: u, item: i, weights: { buy: 5, click: 1 }, state: stopped }
`);
    expect(jobs[0]).toMatchObject({ name: 'p.recommender', state: 'stopped' });
    const own = topics.filter(({ declaration }) => declaration === undefined);
    expect(own.map(({ name, partitions, config }) => [name, partitions, config['cleanup.policy']])).toEqual([
      ['p.recommender-events', 1, 'delete'],
      ['r', 3, 'compact'],
      ['r.dead-letters', 1, undefined],
    ]);
    expect(own[0]?.config).toMatchObject({ 'retention.ms': '-1', 'retention.bytes': '-1' });
    expect(jobs[0]?.spec).toMatchObject({
      types: { visits: { by: 'kind', aliases: { vue: 'view' } }, clicks: { type: 'click' } },
      top: 10,
      history: 100,
      excludeKnown: true,
    });
  });

  test('calls create sinks before sources, and stopped ones stopped', async () => {
    const desired = await compiled(`pipeline: p
topics: { t: {} }
sources: { a: { to: t, connector: { class: X }, state: stopped } }
sinks: { z: { from: t, connector: { class: X } } }
`);
    expect(restCalls(desired).map(({ body }) => [body.name, body.initial_state])).toEqual([
      ['p.z', undefined],
      ['p.a', 'STOPPED'],
    ]);
  });
});

test('the files of config/ are fine, without a warning, and compile to the same state each time', async () => {
  const load = () => loadPipelines([], cluster, contextIn(root), { vars: {} });
  const { pipelines, warnings } = await load();
  expect(warnings).toEqual([]);
  const desired = compile(pipelines, cluster);
  expect(desired.pipelines).toEqual(['evenements', 'recommendation', 'streaming', 'weather']);
  expect(desired.needs).toEqual(['hdfs', 'postgres', 's3', 'weather-api']);
  const again = compile((await load()).pipelines.toReversed(), cluster);
  expect(again.connectors.map(({ config }) => config)).toEqual(desired.connectors.map(({ config }) => config));
  expect(again.topics.map(({ name }) => name)).toEqual(desired.topics.map(({ name }) => name));
});
