import type { Admin } from 'kafkajs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clients } from '../../src/clients/clients.ts';
import { connect } from '../../src/clients/connect/connect.ts';
import type { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { hosted } from '../../src/components/hosted.ts';
import { kinds } from '../../src/components/kinds.ts';
import { formats } from '../../src/formats/formats.ts';
import { carryOut } from '../../src/pipeline/apply/carry-out.ts';
import { remainsOf } from '../../src/pipeline/apply/deletion.ts';
import { compile } from '../../src/pipeline/compile/compile.ts';
import { makePlan } from '../../src/pipeline/plan/make-plan.ts';
import { inventory } from '../../src/pipeline/status/inventory.ts';
import { parseName } from '../../src/verify/data-files.ts';
import { FakeConnect } from '../clients/connect/fake-connect.ts';
import { tsv } from '../formats/fixtures/tsv/tsv.ts';
import { cluster, contextIn, diagnosed, read } from '../language/reading.ts';
import { ledger } from './fixtures/ledger/ledger.ts';
import { tally } from './fixtures/tally/tally.ts';

// What is added goes through every verb on a real cluster in test/cluster/additions.test.ts; here is what needs none.
const fake = new FakeConnect();
const topics = new Set<string>();
const groups = new Set(['connect-shop.book', 'tally.shop.tally']);
const { clock, signal } = contextIn(import.meta.dirname);

/** A broker of which only what these verbs ask is there. */
const admin: Partial<Admin> = {
  listTopics: async () => [...topics],
  listGroups: async () => ({ groups: [...groups].map((groupId) => ({ groupId, protocolType: 'consumer' })) }),
  deleteGroups: async (names) => names.map((groupId) => ({ groupId, errorCode: groups.delete(groupId) ? 0 : 69 })),
  deleteTopics: async (gone) => {
    for (const topic of gone.topics) topics.delete(topic);
  },
};
const kafka: Partial<RawKafka> = { partitions: async () => undefined };

let clients: Clients;
let added: readonly (() => void)[];
beforeAll(async () => {
  added = [kinds.add(ledger), formats.add(tsv), hosted.add(tally)];
  const url = await fake.start();
  clients = {
    connect: connect({ url }, { clock, signal, insecure: true, onRetry: () => undefined }),
    admin: async () => admin as Admin,
    records: async () => kafka as RawKafka,
    writer: () => Promise.reject(new Error('nobody writes')),
    close: async () => undefined,
  };
});
beforeEach(() => {
  for (const topic of ['clicks', 'counts']) topics.add(topic);
});
afterAll(async () => {
  for (const remove of added) remove();
  await fake.stop();
});

const yaml = (more = '') => `pipeline: shop
events: { click: { fields: { user: string } } }
topics: { clicks: { event: click } }
sinks:
  book: { from: clicks, ledger: { file: /books/clicks.tsv, token: "\${secret:TOKEN}", sync: { records: 5 } }${more} }
`;

describe('a kind that is one folder and one line', () => {
  test('is validated by its words, its rules, and what its table owns and hides', async () => {
    const rules = async (text: string) => (await diagnosed(read(text))).map(({ rule }) => rule);
    expect(await rules(yaml())).toEqual([]);
    expect(await rules(yaml(', tasks: 2'))).toContain('ledger-tasks');
    expect(await rules(yaml(', extra: { ledger.sync.bytes: 1 }'))).toEqual(['owned-key']);
    expect(await rules(yaml().replace('file:', 'place:'))).toContain('unknown-key');
  });

  test('is planned and applied with what its table says, and says what it leaves behind', async () => {
    const desired = compile((await read(yaml())).pipelines, cluster);
    const live = {
      connectors: [],
      topics: [],
      existing: [],
      jobs: [],
      plugins: [ledger.className ?? ''],
      secrets: ['TOKEN'],
    };
    const plan = makePlan(desired, live, cluster, { prune: false });
    expect(plan.refusals).toEqual([]);
    const change = plan.changes.find(({ kind }) => kind === 'connector');
    expect(change).toMatchObject({ action: 'create', name: 'shop.book' });
    expect(desired.connectors[0]?.secretKeys).toEqual(['ledger.token']);
    if (change !== undefined) await carryOut(change, { clients, clock, signal, replication: 1 });
    expect(fake.connectors.get('shop.book')?.config).toMatchObject({
      'connector.class': ledger.className,
      file: '/books/clicks.tsv',
      'ledger.sync.records': '5',
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    });
    const items = (await inventory(clients)).filter(({ name }) => name === 'shop.book');
    expect(JSON.parse(JSON.stringify(await remainsOf(items, clients)))).toMatchObject({
      topics: ['clicks'],
      files: [{ connector: 'shop.book', path: 'file:/books/clicks.tsv', topics: ['clicks'] }],
    });
  });
});

describe('a format that is one folder and one line', () => {
  const sink = (event: string) => `pipeline: shop
events: { click: { fields: { user: string } } }
topics: { clicks: { ${event} } }
sinks: { lake: { from: clicks, hdfs: { path: /lake, format: tsv } } }
`;

  test('is a word of the sinks that write files, and says itself whether it needs contracts', async () => {
    const { connectors } = compile((await read(sink('event: click'))).pipelines, cluster);
    expect(connectors[0]?.config).toMatchObject({ format: 'tsv' });
    expect((await diagnosed(read(sink('')))).map(({ rule }) => rule)).toEqual(['contract-needed']);
    const odd = sink('event: click').replace('format: tsv', 'format: tsv, compression: gzip');
    expect((await diagnosed(read(odd))).map(({ rule }) => rule)).toEqual(['bad-compression']);
  });

  test('is known by its files, and refused by an engine that does not read it', async () => {
    expect(parseName('clicks+1+00000000000000000007+000000000001.tsv')).toMatchObject({ topic: 'clicks', from: 7 });
    const job = `${sink('event: click')}jobs: { words: { mapreduce: { count: true, by: user }, from: sinks.lake, run: manual } }\n`;
    expect((await diagnosed(read(job))).map(({ message }) => message)).toContain(
      'mapreduce reads no files of the format tsv',
    );
  });
});

describe('a hosted job that is one folder and one line', () => {
  const declared = (more = '') =>
    `pipeline: shop\ntopics: { clicks: {} }\ntally: { from: clicks, to: counts }\n${more}`;

  test('is a section of a pipeline file, whose name and topic nothing else may have', async () => {
    const rules = async (text: string) => (await diagnosed(read(text))).map(({ rule }) => rule);
    expect(await rules(declared())).toEqual([]);
    expect(await rules(declared().replace('counts', 'clicks'))).toContain('tally-loop');
    expect(await rules(declared('sinks: { tally: { from: clicks, file: { path: /x, format: json } } }'))).toEqual([
      'duplicate-name',
    ]);
    expect(
      await rules(declared('sinks: { a: { from: clicks, file: { path: /x, format: json }, deadLetter: counts } }')),
    ).toEqual(['two-writers']);
  });

  test('is planned with the topic that it brings, and says what it leaves behind', async () => {
    const desired = compile((await read(declared())).pipelines, cluster);
    expect(desired.topics.map(({ name, partitions }) => [name, partitions])).toEqual([
      ['clicks', 3],
      ['counts', 1],
    ]);
    const live = { connectors: [], topics: [], existing: [], jobs: [], plugins: [], secrets: [] };
    const [change] = makePlan(desired, live, cluster, { prune: false }).changes.filter(({ kind }) => kind === 'job');
    const record = change?.kind === 'job' ? change.record : undefined;
    if (record === undefined) throw new Error('the job is not planned');
    expect(record).toMatchObject({ name: 'shop.tally', kind: 'tally', spec: { from: 'clicks', to: 'counts' } });
    expect(hosted.named('tally').command('shop.tally', [])).toEqual(['tally', 'run', 'shop.tally']);
    expect(await remainsOf([{ kind: 'job', name: 'shop.tally', pipeline: 'shop', record }], clients)).toMatchObject({
      topics: ['clicks', 'counts'],
      groups: ['tally.shop.tally'],
    });
  });
});
