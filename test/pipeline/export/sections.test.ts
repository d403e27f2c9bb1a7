import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { LiveConnector } from '../../../src/clients/connect/model.ts';
import type { JobRecord } from '../../../src/jobs/registry/jobs.ts';
import { writtenContract, writtenSubject } from '../../../src/language/contract-yaml.ts';
import { compile } from '../../../src/pipeline/compile/compile.ts';
import type { DesiredState } from '../../../src/pipeline/compile/desired.ts';
import { exportParts } from '../../../src/pipeline/export/export-items.ts';
import { isSection } from '../../../src/pipeline/export/sections.ts';
import { checkout } from '../../../src/target/checkout.ts';
import { cluster, read } from '../../language/reading.ts';

const { secrets } = cluster;
async function compiled(text: string): Promise<DesiredState> {
  return compile((await read(text)).pipelines, cluster);
}

const recordsOf = ({ jobs }: DesiredState): readonly JobRecord[] =>
  jobs.map(({ name, pipeline, kind, state, digest, spec }) => {
    // As it comes out of `_pipeline.jobs`.
    const travelled: JobRecord['spec'] = JSON.parse(JSON.stringify(spec));
    return { version: 1, name, pipeline, kind, state, digest, spec: travelled };
  });

/** The file of a pipeline that is deployed with its sinks, or with its jobs alone. */
function exportOf(desired: DesiredState, sinks: boolean): string {
  const connectors = desired.connectors.filter(({ role }) => sinks && role === 'sink');
  const [file] = exportParts(
    [
      {
        pipeline: desired.pipelines[0] ?? '',
        jobs: recordsOf(desired).filter(isSection),
        connectors: connectors.map(({ name, config, topics }) => {
          const live: LiveConnector = { name, type: 'sink', config, state: 'RUNNING', worker: 'w', tasks: [] };
          return { live, name: name.split('.')[1] ?? '', topics, passwords: [] };
        }),
      },
    ],
    new Map(desired.topics.map(({ name, partitions }) => [name, partitions])),
    secrets,
  );
  return file?.yaml ?? '';
}

const sectionsOf = (desired: DesiredState) =>
  recordsOf(desired)
    .filter(isSection)
    .map(({ name, state, spec, digest }) => ({ name, state, spec, digest }));

const more = `
notify:
  team: { alerts: [grosAchat, connexions], on: [failed, "lag > 100000", not-verified], webhook: "\${secret:HOOK}", atMost: 10/h }
  desk: { on: [dead-letters], webhook: "http://127.0.0.1:9/x" }
verify: { every: 90s, deep: true, state: stopped }
recommender:
  from: evenements
  to: lists
  model: sessions
  session: session_id
  item: page
  weights: { navigation: 1 }
  decay: { popularity: 36h, profile: 30d }
  limits: { users: 1000 }
  excludeKnown: false
`;
const windowed = `
  minutes: { from: evenements, count: [event_type], window: 1m, time: timestamp, keys: 500 }
`;

test('sections come back as they were: the same jobs are made of them, to the last digit of their digests', async () => {
  const text = readFileSync(join(checkout, 'config', 'evenements.yaml'), 'utf8');
  const desired = await compiled(text.replace('\nalerts:', `${windowed}\nalerts:`) + more);
  for (const sinks of [true, false]) {
    const yaml = exportOf(desired, sinks);
    expect(sectionsOf(await compiled(yaml))).toEqual(sectionsOf(desired));
  }
  const { statistics, alerts, notify, topics, recommender } = parse(exportOf(desired, false));
  expect(statistics.caisse.block).toBe(10);
  expect(alerts.connexions).toMatchObject({ count: 3, within: '1m', per: 'user_id' });
  expect(topics.evenements).toEqual({ event: 'evenement', key: 'user_id', partitions: 3 });
  expect(notify.team.webhook).toBe('${secret:HOOK}');
  expect(recommender, 'defaults are left out').not.toHaveProperty('top');
});

test('what nobody knows is said beside the section, and no address leaves that is no secret’s name', () => {
  const spec = {
    pipeline: 'shop',
    channels: [
      { name: 'a', rules: [], on: ['failed'], webhook: 'https://canary', atMost: { posts: 1, within: 1_000 } },
    ],
  };
  const rule = { name: 'late', from: 'sales', to: 'told', absent: 5_000 };
  const record = { version: 1, pipeline: 'shop', state: 'running', digest: '' } as const;
  const jobs = [
    { ...record, name: 'shop.notify', kind: 'notify', spec },
    { ...record, name: 'shop.alerts', kind: 'alerts', spec: { rules: [rule], topics: { sales: {} } } },
  ];
  const [file] = exportParts([{ pipeline: 'shop', connectors: [], jobs }], new Map(), secrets);
  expect(file?.yaml).not.toContain('canary');
  expect(parse(file?.yaml ?? '').notify.a).toEqual({ on: ['failed'], webhook: '${secret:WEBHOOK}', atMost: '1/s' });
  expect(file?.yaml).toContain('# No connector and no job knows the events of sales');
});

test('of two files, one declares a topic that both read: that of its source', () => {
  const table = { from: ['sales'], count: [], sum: {}, keys: 1, block: 1, show: {} };
  const events = { sales: { name: 'sale', unknown: 'keep', fields: { at: { type: 'string', required: true } } } };
  const job = (pipeline: string): JobRecord => ({
    version: 1,
    name: `${pipeline}.statistics`,
    pipeline,
    kind: 'statistics',
    state: 'running',
    digest: '',
    spec: { tables: { all: table }, events },
  });
  const live: LiveConnector = {
    name: 'b.till',
    type: 'source',
    config: { 'connector.class': 'x.Y' },
    state: 'RUNNING',
    worker: 'w',
    tasks: [],
  };
  const source = { live, name: 'till', topics: ['sales'], passwords: [] };
  const [first, second] = exportParts(
    [
      { pipeline: 'a', connectors: [], jobs: [job('a')] },
      { pipeline: 'b', connectors: [source], jobs: [job('b')] },
    ],
    new Map([['sales', 2]]),
    secrets,
  );
  expect(parse(first?.yaml ?? '')).not.toHaveProperty('topics');
  expect(first?.yaml).toContain('# sales is declared in the file of b.');
  expect(parse(second?.yaml ?? '').topics).toEqual({ sales: { event: 'sale', partitions: 2 } });
});

test('every kind of field is read again as it was', async () => {
  const event = {
    fields: {
      at: { type: 'integer', format: 'epoch-milliseconds' },
      'note?': { type: 'string', maxLength: 9, enum: ['a', 'b'] },
      lists: { items: { items: 'number?' }, minItems: 1 },
      place: { fields: { 'x?': 'number', tags: { values: 'string' } } },
      more: 'any',
      done: 'boolean',
    },
    unknown: 'reject',
  };
  const of = async (written: unknown) => {
    const yaml = JSON.stringify({ pipeline: 'shop', events: { sale: written }, topics: { sales: { event: 'sale' } } });
    return (await read(yaml)).pipelines[0]?.events.sale;
  };
  const contract = await of(event);
  if (contract === undefined) throw new Error('there is no contract');
  expect(await of(writtenContract(contract))).toEqual(contract);
});

test('a topic in Avro keeps its format, and an event of the registry its subject and version', async () => {
  const desired = await compiled(`
pipeline: shop
events: { order: { fields: { id: string, kind: { type: string, enum: [a, b] } } } }
topics: { orders: { format: avro, event: order }, others: { event: order } }
statistics: { kinds: { from: [orders, others], count: [kind] } }
`);
  const file = parse(exportOf(desired, false));
  expect(file.topics.orders).toEqual({ format: 'avro', event: 'order', partitions: 3 });
  expect(file.topics.others).toEqual({ event: 'order', partitions: 3 });
  expect(sectionsOf(await compiled(exportOf(desired, false)))).toEqual(sectionsOf(desired));
  const encoding = { format: 'avro', subject: 'orders-value', version: 2, schema: '{}' };
  const derived = { name: 'orders', unknown: 'reject', fields: {}, timezone: 'Europe/Paris', encoding } as const;
  expect(writtenSubject(derived)).toEqual({
    registry: 'orders-value',
    version: 2,
    timezone: 'Europe/Paris',
    unknown: 'reject',
  });
});
