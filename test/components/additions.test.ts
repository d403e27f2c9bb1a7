import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Admin } from 'kafkajs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Clients } from '../../src/clients/clients.ts';
import { connect } from '../../src/clients/connect/connect.ts';
import type { RawKafka } from '../../src/clients/kafka/fetch.ts';
import { hosted } from '../../src/components/hosted.ts';
import { kinds, provableSink } from '../../src/components/kinds.ts';
import { formats } from '../../src/formats/formats.ts';
import type { JobRecord } from '../../src/jobs/registry/jobs.ts';
import { carryOut, removeConnector } from '../../src/pipeline/apply/carry-out.ts';
import { remainsOf } from '../../src/pipeline/apply/deletion.ts';
import { purge } from '../../src/pipeline/apply/purge.ts';
import { compile } from '../../src/pipeline/compile/compile.ts';
import { makePlan } from '../../src/pipeline/plan/make-plan.ts';
import { inventory } from '../../src/pipeline/status/inventory.ts';
import { LocalStore } from '../../src/store/local.ts';
import { Stores } from '../../src/store/location.ts';
import { parseName } from '../../src/verify/data-files.ts';
import type { ProofSettings } from '../../src/verify/proof-settings.ts';
import { FakeConnect } from '../clients/connect/fake-connect.ts';
import { tsv } from '../formats/fixtures/tsv/tsv.ts';
import { cluster, contextIn, diagnosed, kept, read } from '../language/reading.ts';
import { ledger } from './fixtures/ledger/ledger.ts';
import { tally } from './fixtures/tally/tally.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
const fake = new FakeConnect();
const topics = new Set<string>();
const groups = new Set(['connect-shop.book', 'tally.shop.counter']);
const { clock, signal } = contextIn(folder);

/** A broker of which only what these verbs ask is there. */
const admin: Partial<Admin> = {
  listTopics: async () => [...topics],
  listGroups: async () => ({ groups: [...groups].map((groupId) => ({ groupId, protocolType: 'consumer' })) }),
  deleteGroups: async (names) => names.map((groupId) => ({ groupId, errorCode: groups.delete(groupId) ? 0 : 69 })),
  deleteTopics: async (gone) => {
    for (const topic of gone.topics) topics.delete(topic);
  },
};
const kafka: Partial<RawKafka> = { bounds: async () => ({ start: 0, end: 2 }), partitions: async () => undefined };

let clients: Clients;
beforeAll(async () => {
  kinds.add(ledger);
  formats.add(tsv);
  hosted.add(tally);
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
  await fake.stop();
  rmSync(folder, { recursive: true, force: true });
});

const yaml = (more = '') => `pipeline: shop
events: { click: { fields: { user: string } } }
topics: { clicks: { event: click } }
sinks:
  book: { from: clicks, ledger: { folder: ${folder}, token: "\${secret:TOKEN}", sync: { records: 5 } }${more} }
`;
const settings = { kafka } as ProofSettings;
const stores = new Stores(cluster, { environment: {}, signal: new AbortController().signal });

describe('a kind that is one folder and one line', () => {
  test('is validated by its words, its rules, and what its table owns and hides', async () => {
    const rules = async (text: string) => (await diagnosed(read(text))).map(({ rule }) => rule);
    expect(await rules(yaml())).toEqual([]);
    expect(await rules(yaml(', tasks: 2'))).toContain('ledger-tasks');
    expect(await rules(yaml(', extra: { ledger.sync.bytes: 1 }'))).toEqual(['owned-key']);
    expect(await rules(yaml().replace('folder:', 'place:'))).toContain('unknown-key');
  });

  test('is planned, applied, verified and deleted', async () => {
    const desired = compile((await read(yaml())).pipelines, cluster);
    const live = { connectors: [], topics: [], jobs: [], plugins: ['test.LedgerSink'], secrets: ['TOKEN'] };
    const plan = makePlan(desired, live, cluster, { prune: false });
    expect(plan.refusals).toEqual([]);
    const change = plan.changes.find(({ kind }) => kind === 'connector');
    expect(change).toMatchObject({ action: 'create', name: 'shop.book' });
    expect(desired.connectors[0]?.secretKeys).toEqual(['ledger.token']);
    const hands = { clients, clock, signal, replication: 1 };
    if (change !== undefined) await carryOut(change, hands);
    expect(fake.connectors.get('shop.book')?.config).toMatchObject({
      'connector.class': 'test.LedgerSink',
      'ledger.folder': folder,
      'ledger.sync.records': '5',
      'value.converter': 'test.Bytes',
    });

    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'clicks.tsv'), '0\ta\n');
    const config = { ...fake.connectors.get('shop.book')?.config };
    const prove = async () =>
      (await provableSink({ name: 'shop.book', config, topics: ['clicks'], live: true }, stores)).prove(settings);
    expect(await prove()).toMatchObject({ ok: false });
    writeFileSync(join(folder, 'clicks.tsv'), '0\ta\n1\tb\n');
    expect(await prove()).toMatchObject({ ok: true });

    const items = (await inventory(clients)).filter(({ name }) => name === 'shop.book');
    const remains = await remainsOf(items, clients);
    expect(JSON.parse(JSON.stringify(remains))).toMatchObject({
      topics: ['clicks'],
      files: [{ connector: 'shop.book', path: `file:${folder}`, topics: ['clicks'] }],
    });
    await removeConnector('shop.book', hands);
    await purge(remains, hands, stores, { messages: kept() });
    expect(fake.connectors.size).toBe(0);
    expect(await new LocalStore().stat(folder)).toBeUndefined();
    expect([...topics]).toEqual(['counts']);
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
  const record: JobRecord = {
    version: 1,
    name: 'shop.counter',
    pipeline: 'shop',
    kind: 'tally',
    state: 'running',
    digest: 'one',
    spec: { from: 'clicks', to: 'counts', state: '/tally' },
  };

  test('is run, verified and deleted by what its object says', async () => {
    expect(hosted.named('tally').command('shop.counter', [])).toEqual(['tally', 'run', 'shop.counter']);
    expect(await (await hosted.named('tally').proof?.(record, stores))?.prove(settings)).toMatchObject({ ok: true });
    expect(await remainsOf([{ kind: 'job', name: 'shop.counter', pipeline: 'shop', record }], clients)).toMatchObject({
      topics: ['clicks', 'counts'],
      groups: ['tally.shop.counter'],
      directories: ['file:/tally'],
    });
  });
});
