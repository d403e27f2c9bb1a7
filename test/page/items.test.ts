import { expect, test } from 'vitest';
import { itemsOf } from '../../src/page/items.ts';
import type { ConnectorReport } from '../../src/pipeline/status/report.ts';

const config = {
  'connector.class': 'org.example.Sink',
  topics: 'clicks, views',
  'errors.deadletterqueue.topic.name': 'shop.lake.dead-letters',
};

function deployed(name: string, changes: Partial<ConnectorReport> = {}) {
  const tasks = [{ id: 0, state: 'RUNNING', worker: 'w' }];
  const live = { name, type: 'sink' as const, config, state: 'RUNNING', worker: 'w', tasks };
  const report: ConnectorReport = {
    name,
    pipeline: 'shop',
    type: 'sink',
    class: 'org.example.Sink',
    condition: 'running',
    healthy: true,
    worker: 'w',
    tasks,
    lag: 3,
    partitions: [],
    reports: [],
    records: 10,
    rate: 1.5,
    ...changes,
  };
  return { listed: { kind: 'connector' as const, name, live }, report };
}

const together = (...all: ReturnType<typeof deployed>[]) => ({
  listed: all.map(({ listed }) => listed),
  status: { version: 1 as const, cluster: 'c', ok: true, connectors: all.map(({ report }) => report), jobs: [] },
});

test('what failed stands first, with why in words', () => {
  const failed = deployed('shop.z', { condition: 'failed', healthy: false, error: 'the disk is full' });
  const items = itemsOf(undefined, together(deployed('shop.a'), failed), true);
  expect(items.map(({ name }) => name)).toEqual(['shop.z', 'shop.a']);
  expect(items[0]).toMatchObject({ healthy: false, words: 'the disk is full', declared: false });
  expect(items[1]).toMatchObject({
    what: 'Sink',
    reads: ['clicks', 'views'],
    writes: ['shop.lake.dead-letters'],
    tasks: { running: 1, all: 1 },
  });
});

const spec = { tables: {}, events: {} };
const job = (kind: string) => ({
  name: `shop.${kind}`,
  kind,
  pipeline: 'shop',
  run: 'streaming' as const,
  state: 'running' as const,
  digest: '',
  topics: [],
  pointer: [],
  map: { locate: () => ({ file: 'f', line: 1, column: 1, endColumn: 1 }) },
});

test('what is declared and not there is said to be so only where the cluster told what it has', () => {
  const declared = { connectors: [], jobs: [{ ...job('statistics'), spec }] };
  expect(itemsOf(declared, together(), true)).toMatchObject([{ condition: 'not deployed', role: 'job' }]);
  expect(itemsOf(declared, undefined, false)).toMatchObject([{ condition: 'not known', healthy: true }]);
});

test('a job tells what it reads and what it writes, without the topics it keeps for itself', () => {
  const recommender = { ...job('recommender'), spec: { from: ['views'], to: 'lists' } };
  const unknown = { ...job('of a later version'), spec: {} };
  const [first, second] = itemsOf({ connectors: [], jobs: [recommender, unknown] }, undefined, false);
  expect([first, second]).toMatchObject([
    { what: 'of a later version', reads: [], writes: [] },
    { what: 'recommender', reads: ['views'], writes: ['lists', 'lists.dead-letters'] },
  ]);
});
